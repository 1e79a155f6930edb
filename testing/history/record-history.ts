import type { ConversationId, Db } from '#shared/database'

/** Events written by hand, for tests of what is counted. */
export interface WrittenEvent {
  readonly type: string
  readonly at: number
  readonly conversationId?: ConversationId
  readonly payload?: Readonly<Record<string, unknown>>
}

let count = 0

/** Appends them to the log in their order, whatever their instants. */
export async function recordHistory({ db }: { readonly db: Db }, events: readonly WrittenEvent[]): Promise<void> {
  await db
    .insertInto('events')
    .values(
      events.map(({ type, at, conversationId = null, payload = {} }) => ({
        event_id: `written-${++count}`,
        type,
        version: 1,
        conversation_id: conversationId,
        occurred_at: at,
        payload: JSON.stringify(payload),
      })),
    )
    .execute()
}
