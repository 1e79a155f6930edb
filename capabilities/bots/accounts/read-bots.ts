import type { AccountId, Db } from '#shared/database'
import type { Sealed } from '../vault/create-vault.ts'
import type { Bot, BotState } from './bot.ts'

/** All bots, the one of the settings (by Telegram's number; null: there is none) and the added ones, oldest first. */
export async function listBots(db: Db, settingsBotId: number | null): Promise<readonly Bot[]> {
  const rows = await selectBots(db).orderBy('b.account_id').execute()
  // One that was in the settings before, and has no token of its own, is nobody's any more.
  return rows.map(row => toBot(row, settingsBotId)).filter(bot => bot !== null)
}

/** Null when there is none of this account. */
export async function findBot(db: Db, accountId: AccountId, settingsBotId: number | null): Promise<Bot | null> {
  const row = await selectBots(db).where('b.account_id', '=', accountId).executeTakeFirst()
  return row === undefined ? null : toBot(row, settingsBotId)
}

/** Null when none with this number of Telegram's was added. */
export async function findBotByTelegramId(db: Db, botId: number, settingsBotId: number | null): Promise<Bot | null> {
  const row = await selectBots(db)
    .where('a.channel', '=', 'telegram')
    .where('a.external_id', '=', String(botId))
    .executeTakeFirst()
  return row === undefined ? null : toBot(row, settingsBotId)
}

/** A bot that is to run, with its token as it lies in the database. */
export interface WantedBot {
  readonly accountId: AccountId
  readonly botId: string
  readonly username: string | null
  readonly sealed: Sealed
  readonly playbook: string | null
  /** Another one than before: start it anew. */
  readonly revision: number
  /** When somebody last changed it. */
  readonly changedAt: number
}

/** The added bots that are on. */
export async function listWantedBots(db: Db): Promise<readonly WantedBot[]> {
  const rows = await selectBots(db)
    .select(['b.sealed_token', 'b.key_id', 'b.revision', 'b.updated_at'])
    .where('b.is_enabled', '=', 1)
    .orderBy('b.account_id')
    .execute()
  return rows.flatMap(row => {
    if (row.sealed_token === null || row.key_id === null) return []
    const { account_id: accountId, external_id: botId, username, playbook, revision, updated_at: changedAt } = row
    const sealed = { keyId: row.key_id, text: row.sealed_token }
    return [{ accountId, botId, username, sealed, playbook, revision, changedAt }]
  })
}

/** The playbooks of the accounts that have one of their own. */
export async function readBotPlaybooks(db: Db): Promise<ReadonlyMap<AccountId, string>> {
  const rows = await db.selectFrom('bot_accounts').select(['account_id', 'playbook']).execute()
  return new Map(rows.flatMap(row => (row.playbook === null ? [] : [[row.account_id, row.playbook] as const])))
}

function selectBots(db: Db) {
  return db
    .selectFrom('bot_accounts as b')
    .innerJoin('accounts as a', 'a.id', 'b.account_id')
    .select(['b.account_id', 'a.external_id', 'a.username', 'a.display_name', 'b.playbook', 'b.is_enabled'])
    .select(['b.state', 'b.state_code', 'b.state_since', 'b.seen_at', 'b.added_at', 'b.key_id'])
}

type BotRow = Awaited<ReturnType<ReturnType<typeof selectBots>['executeTakeFirstOrThrow']>>

function toBot(row: BotRow, settingsBotId: number | null): Bot | null {
  const isFromSettings = row.external_id === String(settingsBotId)
  if (!isFromSettings && row.key_id === null) return null
  return {
    accountId: row.account_id,
    botId: row.external_id,
    username: row.username,
    displayName: row.display_name,
    isFromSettings,
    playbook: isFromSettings ? null : row.playbook,
    isEnabled: isFromSettings || row.is_enabled === 1,
    // Written by this module, which knows these.
    state: row.state as BotState,
    code: row.state_code,
    stateSince: row.state_since,
    seenAt: row.seen_at,
    addedAt: row.added_at,
  }
}
