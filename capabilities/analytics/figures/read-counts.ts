import type { Db } from '#shared/database'
import { percentile } from '../counting/histogram.ts'
import { type Period, type Stretch, splitPeriod } from '../periods/split-period.ts'
import type { TimeGrid } from '../periods/time-grid.ts'

/** The figures of a period, as they were counted. */
export interface Counts {
  /** Over all dimensions; 0 when it never happened. */
  total(metric: string): number
  byDimension(metric: string): ReadonlyMap<string, number>
  /** Of a metric whose dimensions are buckets of a histogram; null when it never happened. */
  percentile(metric: string, share: number): number | null
}

const nothing: ReadonlyMap<string, number> = new Map()

/** Adds up what was counted of `metrics` in the period: at most five ranges of the primary key, and no event is read. */
export async function readCounts(
  db: Db,
  grid: TimeGrid,
  { period, metrics }: { readonly period: Period; readonly metrics: readonly string[] },
): Promise<Counts> {
  const stretches = await Promise.all(splitPeriod(period, grid).map(stretch => sumStretch(db, stretch, metrics)))
  const sums = new Map<string, Map<string, number>>()
  for (const { metric, dimension, value } of stretches.flat()) {
    const dimensions = sums.get(metric) ?? new Map<string, number>()
    sums.set(metric, dimensions.set(dimension, (dimensions.get(dimension) ?? 0) + Number(value)))
  }
  return toCounts(sums)
}

export function toCounts(sums: ReadonlyMap<string, ReadonlyMap<string, number>>): Counts {
  const byDimension = (metric: string): ReadonlyMap<string, number> => sums.get(metric) ?? nothing
  return {
    byDimension,
    total: metric => [...byDimension(metric).values()].reduce((sum, value) => sum + value, 0),
    percentile: (metric, share) => percentile(byDimension(metric), share),
  }
}

function sumStretch(db: Db, stretch: Stretch, metrics: readonly string[]) {
  return buildStretchQuery(db, stretch, metrics).execute()
}

/** Exported for the test that looks at its plan. */
export function buildStretchQuery(db: Db, { grain, from, to }: Stretch, metrics: readonly string[]) {
  return db
    .selectFrom('metric_counts')
    .select(({ fn }) => ['metric', 'dimension', fn.sum<number>('value').as('value')])
    .where('metric', 'in', metrics)
    .where('grain', '=', grain)
    .where('starts_at', '>=', from)
    .where('starts_at', '<', to)
    .groupBy(['metric', 'dimension'])
}
