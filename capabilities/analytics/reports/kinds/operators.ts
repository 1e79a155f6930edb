import { breakdowns } from '../../figures/breakdowns.ts'
import { readSummary } from '../read-summary.ts'
import type { Report } from '../report.ts'
import { sayCode } from '../say-code.ts'

export const operatorsReport: Report = {
  name: 'operators',
  title: { en: 'Work of humans', ru: 'Работа людей' },
  meaning: breakdowns.handed_off_by_reason.meaning,
  columns: [
    { key: 'reason', kind: 'text', isCode: true, title: { en: 'Reason', ru: 'Причина' } },
    { key: 'count', kind: 'count', title: { en: 'Hand-offs', ru: 'Передачи' } },
    { key: 'share', kind: 'rate', title: { en: 'Share', ru: 'Доля' } },
  ],
  async build(facts) {
    const { metrics, summary } = await readSummary(facts, [
      'handed_off',
      'handed_back',
      'human_replies',
      'human_answer_time_p50_ms',
      'resolved_by_ai_rate',
    ])
    const reasons = metrics.breakdowns.handed_off_by_reason
    return {
      summary,
      rows: reasons.map(({ name, count, share }) => ({ reason: name, count, share })),
      chart: {
        kind: 'bars',
        unit: 'count',
        bars: reasons.map(({ name, count }) => ({ label: sayCode(name, facts.language), value: count })),
      },
    }
  },
}
