import type { Database, Tx } from '#shared/database'
import { readEventsAfter, readSettledPosition, type StoredEvent } from '#shared/events'
import { readTypes, type WebhookRow } from '../subscriptions/webhook.ts'

const consumer = 'webhooks'
const batchSize = 500
const retryForMs = 24 * 60 * 60 * 1000

/**
 * Makes a delivery for each new event and each webhook that wants it, in one transaction with the cursor: each exactly once,
 * however often this process dies, and however many processes do it. `again` when there may be more.
 */
export async function planDeliveries(database: Database, nowMs: number): Promise<'again' | 'done'> {
  const webhooks = await listActive(database)
  if (webhooks.length === 0) return 'done'
  return database.transaction(async tx => {
    const range = await readRange(tx, database, webhooks)
    if (range.after >= range.upTo) return 'done'
    const events = await readEventsAfter(tx, { ...range, limit: batchSize })
    const isFull = events.length === batchSize
    await insertDeliveries(tx, match(webhooks, events), nowMs)
    await moveCursor(tx, isFull ? (events.at(-1)?.position ?? range.upTo) : range.upTo, nowMs)
    return isFull ? 'again' : 'done'
  })
}

type Subscriber = Pick<WebhookRow, 'id' | 'event_types' | 'begins_after'>

function listActive({ db }: Database): Promise<readonly Subscriber[]> {
  return db.selectFrom('webhooks').select(['id', 'event_types', 'begins_after']).where('is_active', '=', 1).execute()
}

async function readRange(tx: Tx, { engine }: Database, webhooks: readonly Subscriber[]) {
  const cursor = await tx
    .selectFrom('event_cursors')
    .select('event_row_id')
    .where('consumer', '=', consumer)
    .executeTakeFirst()
  // While nobody listened the cursor stood still; nobody wants what lies before the first beginning.
  const beginning = Math.min(...webhooks.map(webhook => webhook.begins_after))
  const after = Math.max(cursor?.event_row_id ?? 0, beginning)
  return { after, upTo: await readSettledPosition({ engine, db: tx }) }
}

interface Wanted {
  readonly webhookId: number
  readonly position: number
}

function match(webhooks: readonly Subscriber[], events: readonly StoredEvent[]): readonly Wanted[] {
  return webhooks.flatMap(webhook => {
    const types = readTypes(webhook)
    return events
      .filter(event => event.position > webhook.begins_after)
      .filter(event => types.length === 0 || types.includes(event.type))
      .map(({ position }) => ({ webhookId: webhook.id, position }))
  })
}

// PostgreSQL takes 65,535 parameters in a statement.
const rowsAtOnce = 1000

async function insertDeliveries(tx: Tx, wanted: readonly Wanted[], nowMs: number): Promise<void> {
  // In the order of events, so that the ids of each webhook's deliveries are in that order, too.
  const rows = wanted
    .toSorted((a, b) => a.position - b.position)
    .map(({ webhookId, position }) => ({
      webhook_id: webhookId,
      event_position: position,
      next_attempt_at: nowMs,
      retry_until: nowMs + retryForMs,
      last_status: null,
      last_error: null,
      created_at: nowMs,
      settled_at: null,
    }))
  for (let first = 0; first < rows.length; first += rowsAtOnce) {
    await tx
      .insertInto('webhook_deliveries')
      .values(rows.slice(first, first + rowsAtOnce))
      .onConflict(conflict => conflict.doNothing())
      .execute()
  }
}

async function moveCursor(tx: Tx, position: number, nowMs: number): Promise<void> {
  await tx
    .insertInto('event_cursors')
    .values({ consumer, event_row_id: position, updated_at: nowMs })
    .onConflict(conflict => conflict.column('consumer').doUpdateSet({ event_row_id: position, updated_at: nowMs }))
    .execute()
}
