import { sql } from 'kysely'
import type { ConversationId, MessageId, Tx } from '#shared/database'

/** Messages that are gone from their chat. */
export interface Removal {
  readonly conversationId: ConversationId
  /** The channel's ids of messages of people. */
  readonly externalIds: readonly string[]
  /** Our own, whose channel's ids stand in the outbox. */
  readonly messageIds: readonly MessageId[]
}

/**
 * Removes messages from what is remembered. A turn that is to answer them begins anew with what is left; with nothing left it
 * falls away. Returns how many were removed.
 */
export async function removeMessages(tx: Tx, { conversationId, externalIds, messageIds }: Removal): Promise<number> {
  const removed = await tx
    .deleteFrom('messages')
    .where('conversation_id', '=', conversationId)
    .where(eb =>
      eb.or([
        eb('external_id', 'in', externalIds.length > 0 ? externalIds : ['']),
        eb('id', 'in', messageIds.length > 0 ? messageIds : [0 as MessageId]),
      ]),
    )
    .returning('id')
    .execute()
  if (removed.length > 0) await dropAnswered(tx, conversationId)
  return removed.length
}

async function dropAnswered(tx: Tx, id: ConversationId): Promise<void> {
  const ifUnanswered = (column: string) =>
    sql<number | null>`case when exists (select 1 from messages where conversation_id = conversations.id
      and messages.id > answered_message_id and role = 'user') then ${sql.ref(column)} end`
  await tx
    .updateTable('conversations')
    .set({
      turn_revision: sql<number>`turn_revision + 1`,
      turn_due_at: ifUnanswered('turn_due_at'),
      turn_waiting_since: ifUnanswered('turn_waiting_since'),
      unanswered_since: ifUnanswered('unanswered_since'),
    })
    .where('id', '=', id)
    .where('turn_due_at', 'is not', null)
    .execute()
}
