import type { ConversationId, Db, Tx } from '#shared/database'

/**
 * Keeps the AI silent until `untilMs` (null: until somebody gives the chat back) in a chat that a human of the business has just
 * written in. A chat that was given to a human for another reason stays theirs as it was. Call it before the chat changes hands.
 */
export async function keepSilent(tx: Tx, id: ConversationId, untilMs: number | null): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({ silent_until: untilMs })
    .where('id', '=', id)
    .where(eb => eb.or([eb('handler', '=', 'ai'), eb('silent_until', 'is not', null), eb('paused_at', 'is not', null)]))
    .execute()
}

/** Chats whose silence is over, first ended first. */
export async function findEndedSilences(db: Db, nowMs: number, limit: number): Promise<readonly ConversationId[]> {
  const rows = await db
    .selectFrom('conversations')
    .select('id')
    .where('silent_until', '<=', nowMs)
    .orderBy('silent_until')
    .limit(limit)
    .execute()
  return rows.map(row => row.id)
}
