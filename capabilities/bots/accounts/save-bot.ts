import type { AccountId, Db } from '#shared/database'
import { AppError, type Secret } from '#shared/utils'
import type { Sealed, Vault } from '../vault/create-vault.ts'

export interface NewBot {
  readonly accountId: AccountId
  /** Telegram's number of the bot: what its token is sealed for. */
  readonly botId: string
  readonly token: Secret
  /** Null: the playbook of the settings. */
  readonly playbook: string | null
}

/** Stores a bot that is on from now. Throws what the vault throws, and when the account has one already. */
export async function insertBot(tx: Db, vault: Vault, bot: NewBot, nowMs: number): Promise<void> {
  const { accountId, playbook } = bot
  const started = { is_enabled: 1, state: 'waiting', state_code: null, state_since: nowMs, told_state: null }
  const row = { ...tokenColumns(vault, bot), ...started, playbook, added_at: nowMs, updated_at: nowMs }
  const saved = await tx
    .insertInto('bot_accounts')
    .values({ ...row, account_id: accountId, seen_at: null })
    // A row without a token is left of a bot that was removed, or once was in the settings.
    .onConflict(conflict => conflict.column('account_id').doUpdateSet(row).where('bot_accounts.key_id', 'is', null))
    .returning('account_id')
    .executeTakeFirst()
  if (saved === undefined) throw new AppError('bot.exists', `account ${accountId} has a token already`)
}

/** What of a bot may be changed; what is left out stays. */
export interface BotChange {
  readonly token?: Secret
  readonly playbook?: string | null
  readonly isEnabled?: boolean
}

/** Changes a bot and has it started anew. */
export async function changeBot(
  tx: Db,
  vault: Vault,
  { accountId, botId, token, playbook, isEnabled }: BotChange & Pick<NewBot, 'accountId' | 'botId'>,
  nowMs: number,
): Promise<void> {
  const state = isEnabled === false ? 'paused' : 'waiting'
  await tx
    .updateTable('bot_accounts')
    .set({
      ...(token === undefined ? {} : tokenColumns(vault, { botId, token })),
      ...(playbook === undefined ? {} : { playbook }),
      ...(isEnabled === undefined ? {} : { is_enabled: isEnabled ? 1 : 0 }),
      // What was wrong with it may be mended by this: it is told anew.
      ...(token === undefined && isEnabled === undefined
        ? {}
        : { state, state_code: null, state_since: nowMs, told_state: null }),
      updated_at: nowMs,
    })
    .set(eb => ({ revision: eb('revision', '+', 1) }))
    .where('account_id', '=', accountId)
    .execute()
}

/** Forgets a bot and its token; its account and talks stay. False when there is none. */
export async function deleteBot(tx: Db, accountId: AccountId): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('bot_accounts')
    // The row stays: it says that what the account still has to say will never leave.
    .set({ sealed_token: null, key_id: null, playbook: null, is_enabled: 0, state: 'removed', state_code: null })
    .where('account_id', '=', accountId)
    .where('key_id', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows > 0
}

/** What a bot's token is sealed for: copied into the row of another bot, it does not open. */
export function placeOf(botId: string): string {
  return `bot_accounts:telegram:${botId}`
}

function tokenColumns(vault: Vault, { botId, token }: Pick<NewBot, 'botId' | 'token'>) {
  const sealed: Sealed = vault.seal(token, placeOf(botId))
  return { sealed_token: sealed.text, key_id: sealed.keyId }
}
