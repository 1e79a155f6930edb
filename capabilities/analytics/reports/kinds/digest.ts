import { divide } from '../../figures/define-figure.ts'
import { type FigureName, figures } from '../../figures/figures.ts'
import { readMetrics } from '../../figures/read-metrics.ts'
import { previousPeriod } from '../../periods/parse-period.ts'
import { drawSeries } from '../draw-series.ts'
import { formatValue } from '../format-value.ts'
import { readSummary } from '../read-summary.ts'
import type { Report, ReportFacts } from '../report.ts'

const shown: readonly FigureName[] = [
  'total_leads',
  'active_leads',
  'qualified_leads',
  'qualified_rate',
  'booked_leads',
  'conversion_rate',
  'meetings_booked',
  'meetings_kept',
  'total_conversations',
  'resolved_by_ai_rate',
  'handed_off',
  'human_replies',
  'messages_received',
  'answers',
  'first_response_p50_ms',
  'first_response_p95_ms',
  'answer_time_p50_ms',
  'unanswered_questions',
  'follow_ups_sent',
  'follow_up_return_rate',
  'model_calls',
  'model_cost',
  'cost_per_qualified_lead',
  'limits_hit',
]

export const digestReport: Report = {
  name: 'weekly-digest',
  title: { en: 'Digest', ru: 'Сводка' },
  meaning: {
    en: 'The main figures of the period and of the one of the same length before it.',
    ru: 'Главные показатели периода и такого же периода перед ним.',
  },
  columns: [
    { key: 'figure', kind: 'text', title: { en: 'Figure', ru: 'Показатель' } },
    { key: 'title', kind: 'text', title: { en: 'Title', ru: 'Название' } },
    { key: 'value', kind: 'ratio', title: { en: 'Now', ru: 'Сейчас' } },
    { key: 'previous', kind: 'ratio', title: { en: 'Before', ru: 'Раньше' } },
    { key: 'change', kind: 'rate', title: { en: 'Change', ru: 'Изменение' } },
    { key: 'shown', kind: 'text', title: { en: 'To read', ru: 'Для чтения' } },
  ],
  async build(facts) {
    const { metrics, summary } = await readSummary(facts, ['total_leads', 'booked_leads', 'resolved_by_ai_rate'])
    const before = await readMetrics(facts, previousPeriod(facts.period, facts.grid), facts.nowMs)
    return {
      summary,
      rows: shown.map(name => toRow(facts, name, metrics.figures[name], before.figures[name])),
      chart: await drawSeries(facts, ['total_leads', 'meetings_booked']),
    }
  },
}

function toRow({ language, prices }: ReportFacts, name: FigureName, value: number | null, previous: number | null) {
  const change = value === null || previous === null ? null : divide(value - previous, previous)
  const { title, unit } = figures[name]
  return {
    figure: name,
    value,
    previous,
    change,
    shown: formatValue(value, unit, { language, currency: prices.currency }),
    title: title[language],
  }
}
