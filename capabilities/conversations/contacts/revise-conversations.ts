import { sql } from 'kysely'
import type { ContactId, ConversationId, Tx } from '#shared/database'

/**
 * Something that a turn must see was changed by hand: an answer that is being generated for this person can no longer be
 * committed, however long they have waited, and is decided anew. Returns the conversations that had one.
 */
export async function reviseConversations(tx: Tx, contactId: ContactId): Promise<readonly ConversationId[]> {
  const rows = await tx
    .updateTable('conversations')
    .set({
      turn_revision: sql<number>`turn_revision + 1`,
      turn_lease_id: null,
      turn_lease_until: null,
    })
    .where('contact_id', '=', contactId)
    .where('turn_lease_id', 'is not', null)
    .returning('id')
    .execute()
  return rows.map(row => row.id)
}
