import { sql } from 'kysely'
import type { AccountId, ConversationId, Db, MessageId, Tx } from '#shared/database'

/**
 * From this commit on the AI begins no answer in any account, and none that it is thinking of can be committed. False when it was
 * so already. What was queued before still goes out.
 */
export async function pauseAccounts(tx: Tx, nowMs: number): Promise<boolean> {
  const rows = await tx
    .updateTable('accounts')
    .set({ paused_at: nowMs, updated_at: nowMs })
    .where('paused_at', 'is', null)
    .returning('id')
    .execute()
  await tx.updateTable('conversations').set(interrupted).where('turn_lease_until', 'is not', null).execute()
  return rows.length > 0
}

/** No answer that is being thought of in the chats of these connections of people's own accounts can be committed. */
export async function interruptTurns(tx: Tx, accountId: AccountId, connectionIds: readonly string[]): Promise<void> {
  if (connectionIds.length === 0) return
  await tx
    .updateTable('conversations')
    .set(interrupted)
    .where('account_id', '=', accountId)
    .where('business_connection_id', 'in', connectionIds)
    .where('turn_lease_until', 'is not', null)
    .execute()
}

const interrupted = { turn_revision: sql<number>`turn_revision + 1`, turn_lease_id: null, turn_lease_until: null }

/** The AI answers again; false when it did already. The chats that it left to humans are listed by `listPausedChats`. */
export async function resumeAccounts(tx: Tx, nowMs: number): Promise<boolean> {
  const rows = await tx
    .updateTable('accounts')
    .set({ paused_at: null, updated_at: nowMs })
    .where('paused_at', 'is not', null)
    .returning('id')
    .execute()
  return rows.length > 0
}

/** Notes that a human has these chats only because the AI is paused. */
export async function notePaused(tx: Tx, ids: readonly ConversationId[], nowMs: number): Promise<void> {
  if (ids.length === 0) return
  await tx.updateTable('conversations').set({ paused_at: nowMs }).where('id', 'in', ids).execute()
}

/** A human has the chat for a reason of their own from now on: the end of the pause does not take it from them. */
export async function forgetPause(tx: Tx, id: ConversationId): Promise<void> {
  await tx
    .updateTable('conversations')
    .set({ paused_at: null })
    .where('id', '=', id)
    .where('paused_at', 'is not', null)
    .execute()
}

/** Chats that a human has only because the AI was paused, and that it may answer in again: no pause stands there any more. */
export async function listPausedChats(tx: Tx, limit: number): Promise<readonly ConversationId[]> {
  const rows = await tx
    .selectFrom('conversations as c')
    .innerJoin('accounts as a', 'a.id', 'c.account_id')
    .leftJoin('business_connections as b', join =>
      join.onRef('b.account_id', '=', 'c.account_id').onRef('b.connection_id', '=', 'c.business_connection_id'),
    )
    .select('c.id')
    .where('c.paused_at', 'is not', null)
    .where('a.paused_at', 'is', null)
    .where('b.paused_at', 'is', null)
    .orderBy('c.id')
    .limit(limit)
    .execute()
  return rows.map(row => row.id)
}

/**
 * Lets the AI answer what nobody has answered in a chat that it has again: everything since the last word of ours. True when there
 * is something; the turn is due at once.
 */
export async function catchUp(tx: Tx, id: ConversationId, nowMs: number): Promise<boolean> {
  const row = await tx
    .updateTable('conversations')
    .set({
      paused_at: null,
      turn_revision: sql<number>`turn_revision + 1`,
      answered_message_id: lastWordOfOurs,
      turn_due_at: nowMs,
      turn_waiting_since: sql<number>`coalesce(turn_waiting_since, unanswered_since)`,
    })
    .where('id', '=', id)
    .where('handler', '=', 'ai')
    .where('unanswered_since', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) await forgetPause(tx, id)
  return row !== undefined
}

const lastWordOfOurs = sql<MessageId>`(select coalesce(max(id), 0) from messages
  where conversation_id = conversations.id and role in ('assistant', 'human'))`

/** Whether answers in this chat go out by themselves or wait for a person; false when there is no such chat. */
export async function setAnswerMode(
  tx: Db,
  id: ConversationId,
  mode: 'auto' | 'draft',
  nowMs: number,
): Promise<boolean> {
  const row = await tx
    .updateTable('conversations')
    .set({ answer_mode: mode, updated_at: nowMs })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Whether the AI answers nobody now where this conversation belongs: in the account, or in the person's own account. */
export async function isPausedAt(db: Db, id: ConversationId): Promise<boolean> {
  const row = await db
    .selectFrom('conversations as c')
    .innerJoin('accounts as a', 'a.id', 'c.account_id')
    .leftJoin('business_connections as b', join =>
      join.onRef('b.account_id', '=', 'c.account_id').onRef('b.connection_id', '=', 'c.business_connection_id'),
    )
    .select(['a.paused_at as account', 'b.paused_at as connection'])
    .where('c.id', '=', id)
    .executeTakeFirst()
  return row !== undefined && (row.account !== null || row.connection !== null)
}
