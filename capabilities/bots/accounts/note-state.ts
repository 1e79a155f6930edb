import type { AccountId, Db } from '#shared/database'
import type { BotState } from './bot.ts'

export interface BotCondition {
  readonly state: BotState
  /** A stable code that says more. */
  readonly code: string | null
}

// A bot that is well again only now and then is one trouble, not a new one each time.
const calmMs = 60 * 60 * 1000

/** What only a person can mend; anything else passes by itself, or is meant. */
const troubles: ReadonlySet<BotState> = new Set<BotState>([
  'conflict',
  'unauthorized',
  'webhook-refused',
  'webhook-failing',
  'token-unreadable',
  'playbook-invalid',
  'failed',
])

/**
 * Writes down how a bot fares. True when a person has to hear of it: it is a trouble that only they can mend, and they were not
 * told of it since the bot was last well for an hour. Commit it together with the telling.
 */
export async function noteBotState(
  tx: Db,
  accountId: AccountId,
  { state, code }: BotCondition,
  nowMs: number,
): Promise<boolean> {
  const before = await tx
    .selectFrom('bot_accounts')
    .select(['state', 'state_code', 'state_since', 'told_state'])
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  if (before === undefined) return false
  const wasCalm = before.state === 'listening' && nowMs - before.state_since >= calmMs
  const isNews = troubles.has(state) && (before.told_state !== state || wasCalm)
  const isSame = before.state === state && before.state_code === code
  await tx
    .updateTable('bot_accounts')
    .set({
      state,
      state_code: code,
      ...(isSame ? {} : { state_since: nowMs }),
      ...(isNews ? { told_state: state } : {}),
      seen_at: nowMs,
    })
    .where('account_id', '=', accountId)
    .execute()
  return isNews
}

/** Makes sure that a bot that runs has a row for its state: nobody has added the one of the settings. */
export async function ensureBotRow(tx: Db, accountId: AccountId, nowMs: number): Promise<void> {
  const tokenless = { sealed_token: null, key_id: null, playbook: null }
  const state = { state: 'starting', state_code: null, state_since: nowMs, told_state: null, seen_at: nowMs }
  await tx
    .insertInto('bot_accounts')
    .values({ account_id: accountId, ...tokenless, ...state, added_at: nowMs, updated_at: nowMs })
    .onConflict(conflict => conflict.column('account_id').doNothing())
    .execute()
}

/** Says that a process runs these bots now. */
export async function noteSeen(db: Db, accountIds: readonly AccountId[], nowMs: number): Promise<void> {
  if (accountIds.length === 0) return
  await db.updateTable('bot_accounts').set({ seen_at: nowMs }).where('account_id', 'in', accountIds).execute()
}
