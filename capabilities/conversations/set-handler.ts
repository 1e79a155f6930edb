import { sql } from 'kysely'
import type { ConversationId, Db, MessageId } from '#shared/database'

/**
 * Gives the conversation to a human or back to the AI; false when it was so already. The revision grows, so a reply that is
 * being generated can no longer be committed; a claim is dropped for the same reason. What is due stays so: it falls to the new
 * handler.
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
      ...(handler === 'ai' ? { answered_message_id: newestUnlessDue, silent_until: null } : {}),
      updated_at: nowMs,
    })
    .where('id', '=', id)
    .where('handler', '!=', handler)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

// What the human has seen is theirs: the AI starts with the next message, or with the one that nobody was shown yet. What came
// before the human's own last words was answered by them, due or not.
const newestUnlessDue = sql<MessageId>`case
  when turn_due_at is null then (select coalesce(max(id), 0) from messages where conversation_id = conversations.id)
  else (select coalesce(max(id), answered_message_id) from messages
    where conversation_id = conversations.id and id > answered_message_id and role = 'human') end`
