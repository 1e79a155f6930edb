import { sql } from 'kysely'
import type { ConversationId, Database, Tx } from '#shared/database'

const consumer = 'conversation_metrics'
const batchSize = 1000
/**
 * Events younger than this are left for the next run: on PostgreSQL a transaction may commit after one with a higher row id,
 * and a cursor that had passed by would never see it.
 */
const settleMs = 5000
const dayMs = 86_400_000

interface Growth {
  messages: number
  lastAt: number
}

/**
 * Adds what happened since the last run to `conversation_metrics`; the cursor moves in the same transaction, so each event
 * counts once however often the process dies. Returns how many events it read; call again while that is a full batch.
 */
export function rollUpConversations(
  database: Database,
  nowMs: number,
): Promise<{ readonly events: number; readonly isFull: boolean }> {
  return database.transaction(async tx => {
    const events = await readNewEvents(tx, nowMs)
    const last = events.at(-1)
    if (last === undefined) return { events: 0, isFull: false }
    await addGrowth(tx, sumGrowth(events), nowMs)
    await moveCursor(tx, last.id, nowMs)
    return { events: events.length, isFull: events.length === batchSize }
  })
}

interface EventRow {
  readonly id: number
  readonly type: string
  readonly conversation_id: ConversationId | null
  readonly occurred_at: number
  readonly payload: string
}

async function readNewEvents(tx: Tx, nowMs: number): Promise<readonly EventRow[]> {
  const cursor = await tx
    .selectFrom('event_cursors')
    .select('event_row_id')
    .where('consumer', '=', consumer)
    .executeTakeFirst()
  return tx
    .selectFrom('events')
    .select(['id', 'type', 'conversation_id', 'occurred_at', 'payload'])
    .where('id', '>', cursor?.event_row_id ?? 0)
    .where('occurred_at', '<=', nowMs - settleMs)
    .orderBy('id')
    .limit(batchSize)
    .execute()
}

function sumGrowth(events: readonly EventRow[]): ReadonlyMap<ConversationId, Growth> {
  const growth = new Map<ConversationId, Growth>()
  for (const event of events) {
    if (event.conversation_id === null) continue
    const sum = growth.get(event.conversation_id) ?? { messages: 0, lastAt: 0 }
    growth.set(event.conversation_id, {
      messages: sum.messages + countMessages(event),
      lastAt: Math.max(sum.lastAt, event.occurred_at),
    })
  }
  return growth
}

/** A received message is one; a turn that ended in words is one. */
function countMessages(event: EventRow): number {
  if (event.type === 'message.received') return 1
  return event.type === 'turn.finished' && !event.payload.includes('"outcome":"silent"') ? 1 : 0
}

async function addGrowth(tx: Tx, growth: ReadonlyMap<ConversationId, Growth>, nowMs: number): Promise<void> {
  const conversations = await tx
    .selectFrom('conversations')
    .select(['id', 'created_at'])
    .where('id', 'in', [...growth.keys()])
    .execute()
  if (conversations.length === 0) return
  await tx
    .insertInto('conversation_metrics')
    .values(
      conversations.map(({ id, created_at }) => {
        const { messages, lastAt } = growth.get(id) ?? { messages: 0, lastAt: created_at }
        return {
          conversation_id: id,
          message_count: messages,
          duration_days: Math.max(0, Math.floor((lastAt - created_at) / dayMs)),
          top_themes: null,
          tone: null,
          updated_at: nowMs,
        }
      }),
    )
    .onConflict(conflict =>
      conflict.column('conversation_id').doUpdateSet({
        message_count: sql`conversation_metrics.message_count + excluded.message_count`,
        duration_days: sql`excluded.duration_days`,
        updated_at: nowMs,
      }),
    )
    .execute()
}

async function moveCursor(tx: Tx, eventRowId: number, nowMs: number): Promise<void> {
  await tx
    .insertInto('event_cursors')
    .values({ consumer, event_row_id: eventRowId, updated_at: nowMs })
    .onConflict(conflict => conflict.column('consumer').doUpdateSet({ event_row_id: eventRowId, updated_at: nowMs }))
    .execute()
}
