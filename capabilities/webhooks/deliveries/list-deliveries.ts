import type { Selectable } from 'kysely'
import type { Db, Tx, WebhookDeliveriesTable } from '#shared/database'

export type DeliveryState = 'pending' | 'delivered' | 'dead'

/** One event for one webhook, and what became of it. */
export interface Delivery {
  readonly id: number
  readonly state: DeliveryState
  readonly eventId: string
  readonly eventType: string
  readonly attempts: number
  /** Null once settled. */
  readonly nextAttemptAt: number | null
  readonly lastStatus: number | null
  readonly lastError: string | null
  readonly createdAt: number
  readonly settledAt: number | null
}

export interface DeliveryFilter {
  readonly webhookId: number
  /** Null: in any state. */
  readonly state: DeliveryState | null
  readonly before: number | null
  readonly limit: number
}

/** The newest first. */
export async function listDeliveries(
  db: Db,
  { webhookId, state, before, limit }: DeliveryFilter,
): Promise<readonly Delivery[]> {
  const states: readonly DeliveryState[] = state === null ? ['pending', 'delivered', 'dead'] : [state]
  const pages = await Promise.all(states.map(one => readPage(db, { webhookId, state: one, before, limit })))
  return pages
    .flat()
    .toSorted((a, b) => b.id - a.id)
    .slice(0, limit)
}

/** One state at a time, along its index: for all of them a webhook's whole history would be sorted. */
async function readPage(
  db: Db,
  { webhookId, state, before, limit }: DeliveryFilter & { readonly state: DeliveryState },
): Promise<readonly Delivery[]> {
  const page = select(db).where('d.webhook_id', '=', webhookId).where('d.state', '=', state)
  const from = before === null ? page : page.where('d.id', '<', before)
  const rows = await from.orderBy('d.id', 'desc').limit(limit).execute()
  return rows.map(toDelivery)
}

/** Makes a delivery due at once, with a day of tries before it. Null when this webhook has no such delivery. */
export async function redeliver(
  tx: Tx,
  { webhookId, id }: { readonly webhookId: number; readonly id: number },
  nowMs: number,
): Promise<Delivery | null> {
  const again = {
    state: 'pending',
    attempts: 0,
    next_attempt_at: nowMs,
    retry_until: nowMs + dayMs,
    settled_at: null,
  } as const
  await tx
    .updateTable('webhook_deliveries')
    .set(again)
    .where('id', '=', id)
    .where('webhook_id', '=', webhookId)
    .execute()
  // Not to wait for a pause that earlier failures asked for: somebody says that the receiver is there.
  await tx.updateTable('webhooks').set({ retry_at: null }).where('id', '=', webhookId).execute()
  const row = await select(tx).where('d.id', '=', id).where('d.webhook_id', '=', webhookId).executeTakeFirst()
  return row === undefined ? null : toDelivery(row)
}

const dayMs = 24 * 60 * 60 * 1000

function select(db: Db) {
  return db
    .selectFrom('webhook_deliveries as d')
    .innerJoin('events as e', 'e.id', 'd.event_position')
    .selectAll('d')
    .select(['e.event_id', 'e.type'])
}

function toDelivery(
  row: Selectable<WebhookDeliveriesTable> & { readonly event_id: string; readonly type: string },
): Delivery {
  return {
    id: row.id,
    state: row.state,
    eventId: row.event_id,
    eventType: row.type,
    attempts: row.attempts,
    nextAttemptAt: row.state === 'pending' ? row.next_attempt_at : null,
    lastStatus: row.last_status,
    lastError: row.last_error,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  }
}
