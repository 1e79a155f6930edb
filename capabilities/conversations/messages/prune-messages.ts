import type { ConversationId, Database, Tx } from '#shared/database'

const chunk = 500

/** Whoever keeps something that goes with messages: deletes it in the same transaction. */
export type PruneWithMessages = (tx: Tx, ids: readonly ConversationId[], beforeMs: number) => Promise<void>

/** Forgets messages from before, oldest first; true when there may be more. Ids are given as messages come, so the lowest are the oldest. */
export async function pruneMessages(
  database: Database,
  beforeMs: number,
  pruneWith: PruneWithMessages,
): Promise<boolean> {
  return database.transaction(async tx => {
    const rows = await tx
      .deleteFrom('messages')
      .where('timestamp', '<', beforeMs)
      .where('id', 'in', eb => eb.selectFrom('messages').select('id').orderBy('id').limit(chunk))
      .returning('conversation_id')
      .execute()
    const ids = [...new Set(rows.map(row => row.conversation_id))]
    if (ids.length > 0) await pruneWith(tx, ids, beforeMs)
    return rows.length === chunk
  })
}
