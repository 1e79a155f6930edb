import type { Db } from '#shared/database'
import { type Period, type Stretch, splitPeriod } from '../periods/split-period.ts'
import type { TimeGrid } from '../periods/time-grid.ts'
import type { MetricsDeps } from './read-metrics.ts'

export type Bucket = 'day' | 'week' | 'month'
export const buckets = ['day', 'week', 'month'] as const

/** The figures of a series: what can be added up day by day. */
export const seriesMetrics = {
  total_leads: 'leads.created',
  qualified_leads: 'lead.qualified',
  booked_leads: 'lead.booked',
  total_conversations: 'conversations.started',
  messages_received: 'messages.received',
  answers: 'answers',
  handed_off: 'handed_off',
  meetings_booked: 'meetings.booked',
  meetings_kept: 'meetings.kept',
  unanswered_questions: 'questions.raised',
  model_calls: 'model.calls',
} as const

export type SeriesName = keyof typeof seriesMetrics
export const seriesNames = Object.keys(seriesMetrics) as readonly SeriesName[]

export interface SeriesPoint extends Period {
  readonly values: Readonly<Record<SeriesName, number>>
}

/**
 * One point for each day, week (from Monday) or month of the business that the period touches, those without any event too. Of the
 * first and the last only the days of the period count; a day that it touches counts whole.
 */
export async function readSeries(
  { db, grid }: MetricsDeps,
  period: Period,
  bucket: Bucket,
): Promise<readonly SeriesPoint[]> {
  const { from, to } = { from: grid.floor(period.from, 'day'), to: grid.ceil(period.to, 'day') }
  // Whole months are read as such; a day lies in one week only, but a week may lie in two months.
  const stretches = bucket === 'month' ? splitPeriod({ from, to }, grid) : [{ grain: 'day', from, to } as const]
  const rows = (await Promise.all(stretches.map(stretch => sumByStart(db, stretch)))).flat()
  const points = listBuckets({ from, to }, bucket, grid)
  const sums = points.map(() => new Map<string, number>())
  let at = 0
  for (const row of [...rows].sort((one, other) => one.starts_at - other.starts_at)) {
    while (row.starts_at >= (points[at]?.to ?? Number.POSITIVE_INFINITY)) at += 1
    sums[at]?.set(row.metric, (sums[at]?.get(row.metric) ?? 0) + Number(row.value))
  }
  return points.map((point, index) => ({ ...point, values: toValues(sums[index] ?? new Map()) }))
}

function sumByStart(db: Db, { grain, from, to }: Stretch) {
  return db
    .selectFrom('metric_counts')
    .select(({ fn }) => ['metric', 'starts_at', fn.sum<number>('value').as('value')])
    .where('metric', 'in', Object.values(seriesMetrics))
    .where('grain', '=', grain)
    .where('starts_at', '>=', from)
    .where('starts_at', '<', to)
    .groupBy(['metric', 'starts_at'])
    .execute()
}

function toValues(sums: ReadonlyMap<string, number>): SeriesPoint['values'] {
  const entries = seriesNames.map(name => [name, sums.get(seriesMetrics[name]) ?? 0])
  return Object.fromEntries(entries) as SeriesPoint['values']
}

/** Pure. */
export function listBuckets({ from, to }: Period, bucket: Bucket, grid: TimeGrid): readonly Period[] {
  const points: Period[] = []
  for (let start = from; start < to; ) {
    const next = Math.min(to, nextStart(start, bucket, grid))
    points.push({ from: start, to: next })
    start = next
  }
  return points
}

function nextStart(start: number, bucket: Bucket, grid: TimeGrid): number {
  if (bucket !== 'week') return grid.step(start, bucket, 1)
  return grid.step(start, 'day', 8 - grid.weekday(start))
}
