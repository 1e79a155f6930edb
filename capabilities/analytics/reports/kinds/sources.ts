import { divide } from '../../figures/define-figure.ts'
import { type Counts, readCounts } from '../../figures/read-counts.ts'
import { readSummary } from '../read-summary.ts'
import type { Report, Row } from '../report.ts'

// Anyone may invent a source (`/start anything`): the table ends with those that matter.
const shownSources = 200
const drawnSources = 12

export const sourcesReport: Report = {
  name: 'sources',
  title: { en: 'Sources', ru: 'Источники' },
  meaning: {
    en: 'Leads created in the period by where they came from (the word after /start, else the channel), and how many of them qualified, booked and kept a meeting so far. The 200 largest.',
    ru: 'Лиды, созданные за период, по источнику (слово после /start или канал) и сколько из них прошли квалификацию, записались и пришли на встречу. 200 крупнейших.',
  },
  columns: [
    { key: 'source', kind: 'text', title: { en: 'Source', ru: 'Источник' } },
    { key: 'leads', kind: 'count', title: { en: 'Leads', ru: 'Лиды' } },
    { key: 'qualified', kind: 'count', title: { en: 'Qualified', ru: 'Квалифицированы' } },
    { key: 'qualified_rate', kind: 'rate', title: { en: 'Share qualified', ru: 'Доля квалифицированных' } },
    { key: 'booked', kind: 'count', title: { en: 'Booked', ru: 'Записались' } },
    { key: 'booked_rate', kind: 'rate', title: { en: 'Share booked', ru: 'Доля записавшихся' } },
    { key: 'kept', kind: 'count', title: { en: 'Meeting kept', ru: 'Встреча состоялась' } },
  ],
  async build(facts) {
    const { summary } = await readSummary(facts, ['total_leads', 'qualified_leads', 'booked_leads'])
    const metrics = ['source.leads', 'source.qualified', 'source.booked', 'source.kept']
    const rows = toRows(await readCounts(facts.db, facts.grid, { period: facts.period, metrics }))
    return {
      summary,
      rows,
      chart: {
        kind: 'bars',
        unit: 'count',
        bars: rows.slice(0, drawnSources).map(row => ({ label: String(row.source), value: Number(row.leads) })),
      },
    }
  },
}

function toRows(counts: Counts): readonly Row[] {
  const of = (step: string, source: string) => counts.byDimension(`source.${step}`).get(source) ?? 0
  return [...counts.byDimension('source.leads')]
    .sort(([a, leadsA], [b, leadsB]) => leadsB - leadsA || (a < b ? -1 : 1))
    .slice(0, shownSources)
    .map(([source, leads]) => ({
      source,
      leads,
      qualified: of('qualified', source),
      qualified_rate: divide(of('qualified', source), leads),
      booked: of('booked', source),
      booked_rate: divide(of('booked', source), leads),
      kept: of('kept', source),
    }))
}
