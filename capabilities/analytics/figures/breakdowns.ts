import type { Words } from './define-figure.ts'

export interface Breakdown {
  readonly metric: string
  readonly title: Words
  readonly meaning: Words
}

/** Figures that are told apart by something, by their names in the API. */
export const breakdowns = {
  handed_off_by_reason: {
    metric: 'handed_off',
    title: { en: 'Hand-offs by reason', ru: 'Передачи человеку по причинам' },
    meaning: {
      en: 'Hand-offs of the period by the code of their reason.',
      ru: 'Передачи человеку за период по кодам причин.',
    },
  },
  languages: {
    metric: 'answers',
    title: { en: 'Languages', ru: 'Языки' },
    meaning: {
      en: 'Answers of the AI in the period by the language they were given in.',
      ru: 'Ответы ИИ за период по языкам.',
    },
  },
  themes: {
    metric: 'themes',
    title: { en: 'Themes', ru: 'Темы' },
    meaning: {
      en: 'What clients told in the period, by the questions of the playbook: how often each was answered or corrected.',
      ru: 'Что клиенты рассказали за период, по вопросам плейбука: сколько раз на каждый ответили или поправили ответ.',
    },
  },
  objections: {
    metric: 'objections',
    title: { en: 'Objections', ru: 'Возражения' },
    meaning: {
      en: 'Turns of the period in which a client objected, by the kind of objection.',
      ru: 'Ходы за период, в которых клиент возражал, по видам возражений.',
    },
  },
  models: {
    metric: 'model.calls',
    title: { en: 'Models', ru: 'Модели' },
    meaning: {
      en: 'Turns of the period for which a model was asked, by the name of the model.',
      ru: 'Ходы за период, для которых спрашивали модель, по её названию.',
    },
  },
} as const satisfies Readonly<Record<string, Breakdown>>

export type BreakdownName = keyof typeof breakdowns
export const breakdownNames = Object.keys(breakdowns) as readonly BreakdownName[]

export interface BreakdownItem {
  readonly name: string
  readonly count: number
  /** Of all of the breakdown, 0..1. */
  readonly share: number
}

/** The most frequent first, names break ties; `limit` at most. */
export function toItems(counted: ReadonlyMap<string, number>, limit = 50): readonly BreakdownItem[] {
  const total = [...counted.values()].reduce((sum, count) => sum + count, 0)
  return [...counted]
    .sort(([a, timesA], [b, timesB]) => timesB - timesA || (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([name, count]) => ({ name, count, share: count / total }))
}
