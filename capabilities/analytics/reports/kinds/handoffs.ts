import { breakdowns } from '../../figures/breakdowns.ts'
import { readSummary } from '../read-summary.ts'
import type { Report } from '../report.ts'
import { sayCode } from '../say-code.ts'

export const handoffsReport: Report = {
  name: 'handoffs',
  title: breakdowns.handed_off_by_reason.title,
  meaning: breakdowns.handed_off_by_reason.meaning,
  columns: [
    { key: 'reason', kind: 'text', isCode: true, title: { en: 'Reason', ru: 'Причина' } },
    { key: 'count', kind: 'count', title: { en: 'Times', ru: 'Раз' } },
    { key: 'share', kind: 'rate', title: { en: 'Share', ru: 'Доля' } },
  ],
  async build(facts) {
    const { metrics, summary } = await readSummary(facts, ['handed_off', 'handed_back'])
    const { handed_off_by_reason: reasons } = metrics.breakdowns
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
