import type { Db } from '#shared/database'
import type { Clock, NewId } from '#shared/utils'
import type { EventBody, PlatformEvent } from './event.ts'

/** Gives each body its id and instant. Make them inside the transaction, publish them after it. */
export function stampEvents(bodies: readonly EventBody[], clock: Clock, newId: NewId): readonly PlatformEvent[] {
  return bodies.map(body => ({ ...body, id: newId(), version: 1, occurredAt: clock.now() }))
}

/** Appends events in the caller's transaction: an event exists exactly when what it tells of does. */
export async function recordEvents(tx: Db, events: readonly PlatformEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx
    .insertInto('events')
    .values(
      events.map(({ id, type, version, occurredAt, conversationId, ...payload }) => ({
        event_id: id,
        type,
        version,
        conversation_id: conversationId,
        occurred_at: occurredAt,
        payload: JSON.stringify(payload),
      })),
    )
    .execute()
}
