import { type FigureName, figures } from '../../figures/figures.ts'
import { formatValue } from '../format-value.ts'
import { readSummary } from '../read-summary.ts'
import type { Report, ReportFacts } from '../report.ts'

const counted = [
  'total_conversations',
  'resolved_by_ai',
  'durably_resolved_by_ai',
  'handed_off',
  'handed_back',
  'human_replies',
] as const satisfies readonly FigureName[]
const shares = ['resolved_by_ai_rate', 'durably_resolved_by_ai_rate'] as const satisfies readonly FigureName[]

export const outcomesReport: Report = {
  name: 'outcomes',
  title: { en: 'Outcomes', ru: 'Исходы' },
  meaning: {
    en: 'What the AI resolved by itself in the period, and what went to humans; each figure as /analytics/figures defines it. The chart shows the counts.',
    ru: 'Что ИИ решил за период сам и что ушло людям; каждый показатель по определению из /analytics/figures. На графике количества.',
  },
  columns: [
    { key: 'figure', kind: 'text', title: { en: 'Figure', ru: 'Показатель' } },
    { key: 'title', kind: 'text', title: { en: 'Title', ru: 'Название' } },
    { key: 'value', kind: 'ratio', title: { en: 'Value', ru: 'Значение' } },
    { key: 'shown', kind: 'text', title: { en: 'To read', ru: 'Для чтения' } },
  ],
  async build(facts) {
    const { metrics, summary } = await readSummary(facts, ['total_conversations', 'resolved_by_ai_rate'])
    const bars = counted.flatMap(name => {
      const value = metrics.figures[name] ?? 0
      return value === 0 ? [] : [{ label: figures[name].title[facts.language], value }]
    })
    return {
      summary,
      rows: [...counted, ...shares].map(name => toRow(facts, name, metrics.figures[name])),
      chart: { kind: 'bars', unit: 'count', bars },
    }
  },
}

function toRow({ language, prices }: ReportFacts, name: FigureName, value: number | null) {
  const { title, unit } = figures[name]
  const shown = formatValue(value, unit, { language, currency: prices.currency })
  return { figure: name, title: title[language], value, shown }
}
