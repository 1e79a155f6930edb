import type { Database, Db, Tx } from '#shared/database'
import type { WebhookRow } from '../subscriptions/webhook.ts'
import type { Verdict } from './judge-attempt.ts'

/** Longer than one attempt takes: a lane whose worker died is taken up again after this. */
const leaseMs = 30_000

/** Webhooks that have something to send and whose lane is free, by id. */
export async function listReadyLanes(db: Db, nowMs: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('webhooks as w')
    .select('w.id')
    .where('w.is_active', '=', 1)
    .where(eb => eb.or([eb('w.retry_at', 'is', null), eb('w.retry_at', '<=', nowMs)]))
    .where(eb => eb.or([eb('w.leased_until', 'is', null), eb('w.leased_until', '<=', nowMs)]))
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('webhook_deliveries as d')
          .select('d.id')
          .whereRef('d.webhook_id', '=', 'w.id')
          .where('d.state', '=', 'pending')
          .where('d.next_attempt_at', '<=', nowMs),
      ),
    )
    .execute()
  return rows.map(row => row.id)
}

/** One sender at a time for each webhook, over all processes. Null when another has it, or it may not be used now. */
export async function claimLane({ db }: Database, id: number, nowMs: number): Promise<WebhookRow | null> {
  const row = await db
    .updateTable('webhooks')
    .set({ leased_until: nowMs + leaseMs })
    .where('id', '=', id)
    .where('is_active', '=', 1)
    .where(eb => eb.or([eb('retry_at', 'is', null), eb('retry_at', '<=', nowMs)]))
    .where(eb => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', nowMs)]))
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}

export async function releaseLane({ db }: Database, id: number): Promise<void> {
  await db.updateTable('webhooks').set({ leased_until: null }).where('id', '=', id).execute()
}

/** Frees what a dead process had. Only for whoever knows that it is the one sender. */
export async function releaseAllLanes({ db }: Database): Promise<void> {
  await db.updateTable('webhooks').set({ leased_until: null }).where('leased_until', 'is not', null).execute()
}

export interface DueDelivery {
  readonly id: number
  readonly position: number
  readonly attempts: number
  readonly retryUntil: number
}

/** What may be tried now, the oldest first. */
export async function readDueDeliveries(
  db: Db,
  webhookId: number,
  nowMs: number,
  limit: number,
): Promise<readonly DueDelivery[]> {
  const rows = await db
    .selectFrom('webhook_deliveries')
    .select(['id', 'event_position', 'attempts', 'retry_until'])
    .where('webhook_id', '=', webhookId)
    .where('state', '=', 'pending')
    .where('next_attempt_at', '<=', nowMs)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(row => ({
    id: row.id,
    position: row.event_position,
    attempts: row.attempts,
    retryUntil: row.retry_until,
  }))
}

/** Writes what became of an attempt and keeps the lane. Returns the webhook as it is now; null when it has been deleted. */
export async function settleAttempt(
  tx: Tx,
  { webhook, delivery, verdict, nowMs }: Attempt,
): Promise<WebhookRow | null> {
  await tx
    .updateTable('webhook_deliveries')
    .set({ ...toDeliveryColumns(verdict, nowMs), attempts: delivery.attempts + 1 })
    .where('id', '=', delivery.id)
    .execute()
  const row = await tx
    .updateTable('webhooks')
    .set({ ...toWebhookColumns(verdict, webhook, nowMs), leased_until: nowMs + leaseMs })
    .where('id', '=', webhook.id)
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}

export interface Attempt {
  readonly webhook: WebhookRow
  readonly delivery: DueDelivery
  readonly verdict: Verdict
  readonly nowMs: number
}

function toDeliveryColumns(verdict: Verdict, nowMs: number) {
  if (verdict.kind === 'delivered') {
    return { state: 'delivered' as const, last_status: verdict.status, last_error: null, settled_at: nowMs }
  }
  const failed = { last_status: verdict.status, last_error: verdict.error }
  if (verdict.kind === 'retry') return { ...failed, next_attempt_at: verdict.nextAttemptAt }
  return { ...failed, state: 'dead' as const, settled_at: nowMs }
}

function toWebhookColumns(verdict: Verdict, webhook: WebhookRow, nowMs: number) {
  if (verdict.kind === 'delivered') return { failures: 0, failing_since: null, retry_at: null }
  const failed = { failures: webhook.failures + 1, failing_since: webhook.failing_since ?? nowMs }
  if (verdict.kind === 'disable') return { ...failed, is_active: 0, disabled_reason: verdict.reason, updated_at: nowMs }
  return { ...failed, retry_at: verdict.laneOpensAt }
}
