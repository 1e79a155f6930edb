import { costOf } from '../../figures/model-figures.ts'
import { type Counts, readCounts } from '../../figures/read-counts.ts'
import { readSummary } from '../read-summary.ts'
import type { Report, ReportFacts, Row } from '../report.ts'

export const modelCostReport: Report = {
  name: 'model-cost',
  title: { en: 'Model cost', ru: 'Стоимость модели' },
  meaning: {
    en: 'What each model was asked in the period, in tokens as its server counted them, at the prices of the settings as they are today. Without prices the cost is empty.',
    ru: 'Сколько спрашивали каждую модель за период: токены по счёту её сервера, по сегодняшним ценам из настроек. Без цен стоимость пустая.',
  },
  columns: [
    { key: 'model', kind: 'text', title: { en: 'Model', ru: 'Модель' } },
    { key: 'calls', kind: 'count', title: { en: 'Answers', ru: 'Ответы' } },
    { key: 'prompt_tokens', kind: 'count', title: { en: 'Prompt tokens', ru: 'Токены запросов' } },
    { key: 'completion_tokens', kind: 'count', title: { en: 'Completion tokens', ru: 'Токены ответов' } },
    { key: 'cost', kind: 'money', title: { en: 'Cost', ru: 'Стоимость' } },
  ],
  async build(facts) {
    const { summary } = await readSummary(facts, [
      'model_calls',
      'model_cost',
      'qualified_in_period',
      'cost_per_qualified_lead',
    ])
    const metrics = ['model.calls', 'model.prompt_tokens', 'model.completion_tokens']
    const counts = await readCounts(facts.db, facts.grid, { period: facts.period, metrics })
    const rows = toRows(counts, facts)
    const bars = rows.map(row => ({
      label: String(row.model),
      value: Number(row.prompt_tokens) + Number(row.completion_tokens),
    }))
    return { summary, rows, chart: { kind: 'bars', unit: 'count', bars } }
  },
}

function toRows(counts: Counts, { prices }: ReportFacts): readonly Row[] {
  return [...counts.byDimension('model.calls')]
    .sort(([a, callsA], [b, callsB]) => callsB - callsA || (a < b ? -1 : 1))
    .map(([model, calls]) => {
      const promptTokens = counts.byDimension('model.prompt_tokens').get(model) ?? 0
      const completionTokens = counts.byDimension('model.completion_tokens').get(model) ?? 0
      return {
        model,
        calls,
        prompt_tokens: promptTokens,
        completion_tokens: completionTokens,
        cost: costOf({ promptTokens, completionTokens }, prices),
      }
    })
}
