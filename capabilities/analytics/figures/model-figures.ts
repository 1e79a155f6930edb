import { divide, type Figure, type FigureFacts, type Prices } from './define-figure.ts'

/** What the model was asked in the period, and what that cost. */
export const modelFigures = {
  model_calls: {
    unit: 'count',
    title: { en: 'Answers by a model', ru: 'Ответы модели' },
    meaning: {
      en: 'Turns of the AI in the period for which the model server was asked. A second try within a turn is not counted, but its tokens are.',
      ru: 'Ходы ИИ за период, для которых спрашивали сервер модели. Повторная попытка внутри хода не считается, её токены считаются.',
    },
    read: ({ counts }) => counts.total('model.calls'),
  },
  prompt_tokens: {
    unit: 'count',
    title: { en: 'Prompt tokens', ru: 'Токены запросов' },
    meaning: {
      en: 'Tokens that the model read in the period, as its server counted them.',
      ru: 'Токены, которые модель прочла за период, по счёту её сервера.',
    },
    read: ({ counts }) => counts.total('model.prompt_tokens'),
  },
  completion_tokens: {
    unit: 'count',
    title: { en: 'Completion tokens', ru: 'Токены ответов' },
    meaning: {
      en: 'Tokens that the model wrote in the period, as its server counted them.',
      ru: 'Токены, которые модель написала за период, по счёту её сервера.',
    },
    read: ({ counts }) => counts.total('model.completion_tokens'),
  },
  model_cost: {
    unit: 'money',
    title: { en: 'Model cost', ru: 'Стоимость модели' },
    meaning: {
      en: 'prompt_tokens and completion_tokens at the prices of the settings as they are today, in their currency; null without prices.',
      ru: 'Токены запросов и ответов по сегодняшним ценам из настроек, в их валюте; пусто, если цены не указаны.',
    },
    read: readCost,
  },
  qualified_in_period: {
    unit: 'count',
    title: { en: 'Qualified in the period', ru: 'Квалифицировано за период' },
    meaning: {
      en: 'Leads whose fit score reached the threshold for the first time in the period, whenever they were created.',
      ru: 'Лиды, оценка которых впервые достигла порога за период, когда бы они ни были созданы.',
    },
    read: ({ counts }) => counts.total('leads.qualified'),
  },
  cost_per_qualified_lead: {
    unit: 'money',
    title: { en: 'Cost per qualified lead', ru: 'Стоимость квалифицированного лида' },
    meaning: {
      en: 'model_cost ÷ qualified_in_period; null without prices, and when no lead was qualified.',
      ru: 'Стоимость модели ÷ квалифицировано за период; пусто без цен и если таких лидов нет.',
    },
    read: facts => {
      const cost = readCost(facts)
      return cost === null ? null : divide(cost, facts.counts.total('leads.qualified'))
    },
  },
} as const satisfies Readonly<Record<string, Figure>>

const million = 1_000_000

/** Null without prices; a price that is not given is none. */
export function costOf(
  { promptTokens, completionTokens }: { readonly promptTokens: number; readonly completionTokens: number },
  { perMillionPromptTokens, perMillionCompletionTokens }: Prices,
): number | null {
  if (perMillionPromptTokens === null && perMillionCompletionTokens === null) return null
  return (promptTokens * (perMillionPromptTokens ?? 0) + completionTokens * (perMillionCompletionTokens ?? 0)) / million
}

function readCost({ counts, prices }: FigureFacts): number | null {
  const promptTokens = counts.total('model.prompt_tokens')
  const completionTokens = counts.total('model.completion_tokens')
  return costOf({ promptTokens, completionTokens }, prices)
}
