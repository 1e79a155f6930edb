import { sql } from 'kysely'
import type { ConversationId, Tx } from '#shared/database'

/** Whom the log shall not name any more, and where it may. */
export interface NamedPerson {
  readonly userId: number
  readonly conversationIds: readonly ConversationId[]
}

/**
 * Empties the person's number in the events of their conversations; the events stay, so that figures can be counted anew. Call it
 * while the conversations are still there: afterwards nothing tells which events were theirs.
 */
export async function erasePersonFromEvents(tx: Tx, { userId, conversationIds }: NamedPerson): Promise<void> {
  if (conversationIds.length === 0) return
  // As JSON.stringify writes it: followed by another member, or by the end. Without these, 12 would be found in 123.
  const inside = sql<string>`replace(payload, ${`"userId":${userId},`}, '"userId":null,')`
  const everywhere = sql<string>`replace(${inside}, ${`"userId":${userId}}`}, '"userId":null}')`
  await tx.updateTable('events').set({ payload: everywhere }).where('conversation_id', 'in', conversationIds).execute()
}
