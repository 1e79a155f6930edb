import type { Generated } from 'kysely'

/** Who wants to be told of events over HTTP. */
export interface WebhooksTable {
  id: Generated<number>
  url: string
  /** A JSON array; an empty one means all. */
  event_types: string
  description: string | null
  is_active: Generated<number>
  /** Why the platform turned it off: `gone` or `failing`; null when it is on, or a person turned it off. */
  disabled_reason: string | null
  /** In clear, because signing needs it. Never leaves but in the answer that made it. */
  secret: string
  /** After a rotation, deliveries are signed with both until `former_secret_until`. */
  former_secret: string | null
  former_secret_until: number | null
  /** Only events after this position are delivered. */
  begins_after: number
  /** Attempts in a row that failed. */
  failures: Generated<number>
  /** The first of them. */
  failing_since: number | null
  /** Null: now. */
  retry_at: number | null
  /** A worker has the lane until then. */
  leased_until: number | null
  created_at: number
  updated_at: number
}

/** One event for one webhook. What is delivered is read from the event, so forgetting a client reaches it too. */
export interface WebhookDeliveriesTable {
  id: Generated<number>
  webhook_id: number
  event_position: number
  state: Generated<'pending' | 'delivered' | 'dead'>
  attempts: Generated<number>
  next_attempt_at: number
  /** A failure after this is the last one. */
  retry_until: number
  /** HTTP status of the last answer; null when there was none. */
  last_status: number | null
  last_error: string | null
  created_at: number
  settled_at: number | null
}
