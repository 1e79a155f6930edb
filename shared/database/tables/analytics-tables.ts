import type { LeadId } from './row-ids.ts'

/** How often something happened in a stretch of time. Also a histogram: then `dimension` is the number of a bucket. */
export interface MetricCountsTable {
  metric: string
  /** Days and months are those of the business's time zone. */
  grain: 'quarter' | 'day' | 'month'
  starts_at: number
  /** What is told apart (a stage, a reason, a model); empty when nothing is. */
  dimension: string
  value: number
}

/** What the counting remembers of a lead from one event to the next: JSON. */
export interface LeadMetricsTable {
  lead_id: LeadId
  tally: string
  updated_at: number
}

/** A scheduled report, once it is queued: it is sent once a period. */
export interface SentReportsTable {
  name: string
  period_starts_at: number
  sent_at: number
}
