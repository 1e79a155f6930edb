import type { AccountId, Db } from '#shared/database'

/** A channel's order to be silent, as it is kept. */
export interface Penalty {
  readonly accountId: AccountId
  /** The chat that is silenced; null when the whole account is. */
  readonly chatId: string | null
  readonly chatType: string | null
  /** The call that met it. */
  readonly method: string
  readonly retryAfterMs: number
}

/** Keeps a penalty in `flood_wait_history`: for the owner's eyes, and for the process that starts in the middle of it. */
export async function recordPenalty(db: Db, penalty: Penalty, nowMs: number): Promise<void> {
  await db
    .insertInto('flood_wait_history')
    .values({
      account_id: penalty.accountId,
      wait_seconds: Math.ceil(penalty.retryAfterMs / 1000),
      occurred_at: nowMs,
      chat_type: penalty.chatType,
      chat_id: penalty.chatId,
      method: penalty.method,
    })
    .execute()
}

// The longest penalties seen in public reports are a few hours.
const longestPenaltyMs = 24 * 60 * 60 * 1000

/** The penalties of an account that are still running. */
export async function listRunningPenalties(
  db: Db,
  accountId: AccountId,
  nowMs: number,
): Promise<readonly { readonly chatId: string | null; readonly untilMs: number }[]> {
  const rows = await db
    .selectFrom('flood_wait_history')
    .select(['chat_id', 'wait_seconds', 'occurred_at'])
    .where('occurred_at', '>', nowMs - longestPenaltyMs)
    .where('account_id', '=', accountId)
    .execute()
  return rows
    .map(row => ({ chatId: row.chat_id, untilMs: row.occurred_at + row.wait_seconds * 1000 }))
    .filter(penalty => penalty.untilMs > nowMs)
}

/** The instants of all penalties after `sinceMs`, oldest first. */
export async function listFloodWaits(db: Db, sinceMs: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('flood_wait_history')
    .select('occurred_at')
    .where('occurred_at', '>', sinceMs)
    .orderBy('occurred_at')
    .execute()
  return rows.map(row => row.occurred_at)
}
