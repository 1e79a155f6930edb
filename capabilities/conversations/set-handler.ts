import { sql } from 'kysely'
import type { ConversationId, Db, MessageId } from '#shared/database'

/**
 * Gives the conversation to a human or back to the AI; false when it was so already. The revision grows, so a reply that is
 * being generated can no longer be committed; a claim is dropped for the same reason.
 */
export async function setHandler(tx: Db, id: ConversationId, handler: 'ai' | 'human', nowMs: number): Promise<boolean> {
  const row = await tx
    .updateTable('conversations')
    .set({
      handler,
      handler_since: nowMs,
      turn_revision: sql<number>`turn_revision + 1`,
      turn_lease_id: null,
      turn_lease_until: null,
      // What came while a human had the chat is the human's: the AI starts with the next message.
      ...(handler === 'ai' ? { answered_message_id: newestMessageId } : {}),
      turn_due_at: null,
      turn_waiting_since: null,
      updated_at: nowMs,
    })
    .where('id', '=', id)
    .where('handler', '!=', handler)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

const newestMessageId = sql<MessageId>`(select coalesce(max(id), 0) from messages where conversation_id = conversations.id)`
