import { figures } from '../figures/figures.ts'
import { type Bucket, readSeries, type SeriesName } from '../figures/read-series.ts'
import type { Chart, ReportFacts } from './report.ts'

const dayMs = 86_400_000

/** Some figures over the period, in so many columns as one can tell apart. */
export async function drawSeries(facts: ReportFacts, names: readonly SeriesName[]): Promise<Chart> {
  const points = await readSeries(facts, facts.period, chooseBucket(facts))
  return {
    kind: 'columns',
    points: points.map(({ from, values }) => ({ at: from, values: names.map(name => values[name]) })),
    series: names.map(name => ({ title: figures[name].title })),
  }
}

function chooseBucket({ period }: Pick<ReportFacts, 'period'>): Bucket {
  const days = (period.to - period.from) / dayMs
  if (days <= 35) return 'day'
  return days <= 200 ? 'week' : 'month'
}
