import { sql } from 'kysely'
import type { ConversationId, Db } from '#shared/database'

/**
 * Keeps a conversation as it is until the transaction ends: no turn of it is committed meanwhile, so what is read of it after this
 * stays true. SQLite has one writer at a time anyway.
 */
export async function lockConversation(tx: Db, id: ConversationId): Promise<void> {
  await tx.updateTable('conversations').set({ updated_at: sql<number>`updated_at` }).where('id', '=', id).execute()
}

/**
 * Makes a waiting conversation due because an unanswered message says something else now. The wait begins anew: a turn under way
 * that has waited long enough to be committed whatever came meanwhile would answer the old words, and nobody the new ones. What
 * is held back for longer stays so.
 */
export async function renewTurn(
  tx: Db,
  id: ConversationId,
  when: { readonly nowMs: number; readonly debounceMs: number },
): Promise<void> {
  const due = when.nowMs + when.debounceMs
  await tx
    .updateTable('conversations')
    .set({
      turn_revision: sql<number>`turn_revision + 1`,
      turn_due_at: sql<number>`case when turn_due_at > ${due} then turn_due_at else cast(${due} as bigint) end`,
      turn_waiting_since: when.nowMs,
      updated_at: when.nowMs,
    })
    .where('id', '=', id)
    .where('turn_waiting_since', 'is not', null)
    .execute()
}
