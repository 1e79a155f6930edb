import { breakdowns } from '../../figures/breakdowns.ts'
import { readSummary } from '../read-summary.ts'
import type { Report } from '../report.ts'
import { sayCode } from '../say-code.ts'

export const objectionsReport: Report = {
  name: 'objections',
  title: { en: 'Objections', ru: 'Возражения' },
  meaning: breakdowns.objections.meaning,
  columns: [
    { key: 'objection', kind: 'text', isCode: true, title: { en: 'Objection', ru: 'Возражение' } },
    { key: 'count', kind: 'count', title: { en: 'Times', ru: 'Раз' } },
    { key: 'share', kind: 'rate', title: { en: 'Share', ru: 'Доля' } },
  ],
  async build(facts) {
    const { metrics, summary } = await readSummary(facts, ['total_leads', 'answers'])
    const { objections } = metrics.breakdowns
    return {
      summary,
      rows: objections.map(({ name, count, share }) => ({ objection: name, count, share })),
      chart: {
        kind: 'bars',
        unit: 'count',
        bars: objections.map(({ name, count }) => ({ label: sayCode(name, facts.language), value: count })),
      },
    }
  },
}
