import { readSummary } from '../read-summary.ts'
import type { Report } from '../report.ts'
import { sayCode } from '../say-code.ts'

export const funnelReport: Report = {
  name: 'funnel',
  title: { en: 'Funnel', ru: 'Воронка' },
  meaning: {
    en: 'Leads created in the period by the stages that they have been in so far; conversion is their share of all leads of the period. Entries and times are those of the period, whenever the leads were created.',
    ru: 'Лиды, созданные за период, по этапам, на которых они уже побывали; конверсия — их доля среди всех лидов периода. Входы и время — за период, когда бы лиды ни были созданы.',
  },
  columns: [
    { key: 'stage', kind: 'text', isCode: true, title: { en: 'Stage', ru: 'Этап' } },
    { key: 'leads', kind: 'count', title: { en: 'Leads', ru: 'Лиды' } },
    { key: 'conversion', kind: 'rate', title: { en: 'Conversion', ru: 'Конверсия' } },
    { key: 'entered', kind: 'count', title: { en: 'Entries', ru: 'Входы' } },
    { key: 'time_p50_ms', kind: 'milliseconds', title: { en: 'Time in stage, median', ru: 'Время на этапе, медиана' } },
  ],
  async build(facts) {
    const { metrics, summary } = await readSummary(facts, [
      'total_leads',
      'qualified_leads',
      'booked_leads',
      'kept_leads',
    ])
    return {
      summary,
      rows: metrics.stages.map(({ medianTimeMs, ...stage }) => ({ ...stage, time_p50_ms: medianTimeMs })),
      chart: {
        kind: 'bars',
        unit: 'count',
        bars: metrics.stages.map(({ stage, leads }) => ({ label: sayCode(stage, facts.language), value: leads })),
      },
    }
  },
}
