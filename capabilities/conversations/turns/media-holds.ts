import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ConversationId, Db } from '#shared/database'

/**
 * A turn that would have to answer a voice message before anybody has listened to it waits. The wait stands in the
 * conversation's row with an end of its own, so that whoever was to read may die.
 */

/** For queries on conversations: true where nothing has to be waited for. */
export function isUnheld(nowMs: number): RawBuilder<SqlBool> {
  return sql<SqlBool>`(media_until is null or media_until <= ${nowMs})`
}

/** Lets no turn of these conversations begin before `untilMs`; never shortens an earlier hold. */
export async function holdTurns(tx: Db, ids: readonly ConversationId[], untilMs: number): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('conversations')
    .set({ media_until: sql<number>`case when media_until > ${untilMs} then media_until else ${untilMs} end` })
    .where('id', 'in', ids)
    .execute()
}

/**
 * Ends the wait of a conversation, with all it waited for read or given up: what the client said counts as said now, so that
 * the usual quiet time begins here. False where nothing waits.
 */
export async function releaseHeldTurn(
  tx: Db,
  id: ConversationId,
  when: { readonly nowMs: number; readonly debounceMs: number },
): Promise<boolean> {
  const due = when.nowMs + when.debounceMs
  const { numUpdatedRows } = await tx
    .updateTable('conversations')
    .set({
      media_until: null,
      turn_revision: sql<number>`turn_revision + 1`,
      turn_due_at: sql<number>`case when turn_due_at is null then null when turn_due_at > ${due} then turn_due_at
        else cast(${due} as bigint) end`,
      turn_waiting_since: sql<number>`case when turn_due_at is null then turn_waiting_since else cast(${when.nowMs} as bigint) end`,
      updated_at: when.nowMs,
    })
    .where('id', '=', id)
    .where('media_until', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
