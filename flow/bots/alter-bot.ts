import { recordAudit } from '#capabilities/access'
import { type Bot, type BotChange, changeBot, findBot } from '#capabilities/bots'
import { saveAccount } from '#capabilities/conversations'
import type { AccountId, Tx } from '#shared/database'
import { cancelQueuedOfAccount } from '../outbox.ts'
import { staleMs } from './add-bot.ts'
import type { BotDesk, TokenRefusal } from './bot-desk.ts'
import { checkToken } from './check-token.ts'
import { describeBot } from './describe-bot.ts'

export interface BotAlteration extends BotChange {
  readonly accountId: AccountId
  /** For the audit log. */
  readonly actor: string
}

export type BotAltered =
  | { readonly kind: 'altered'; readonly bot: Bot }
  | { readonly kind: 'missing' }
  /** It is the one of TELEGRAM_BOT_TOKEN: it is changed in the settings. */
  | { readonly kind: 'from-settings' }
  /** The token belongs to another bot. */
  | { readonly kind: 'other-bot' }
  | TokenRefusal

/** Pauses or resumes a bot, gives it another playbook or a new token; a new token is shown to Telegram first. */
export async function alterBot(desk: BotDesk, alteration: BotAlteration): Promise<BotAltered> {
  const { database, settingsBotId } = desk
  const { accountId, token } = alteration
  const before = await findBot(database.db, accountId, settingsBotId)
  if (before === null) return { kind: 'missing' }
  if (before.isFromSettings) return { kind: 'from-settings' }
  if (token !== undefined) {
    const verdict = await checkToken(desk, token)
    if (verdict.kind !== 'good') return verdict
    if (String(verdict.bot.id) !== before.botId) return { kind: 'other-bot' }
    const { username, displayName } = verdict.bot
    const facts = { channel: 'telegram', externalId: before.botId, username, displayName }
    await saveAccount(database.db, facts, desk.clock.now())
  }
  return database.transaction(tx => change(tx, desk, alteration))
}

async function change(tx: Tx, desk: BotDesk, { actor, ...alteration }: BotAlteration): Promise<BotAltered> {
  const { clock, settingsBotId, vault } = desk
  const { accountId, isEnabled, token } = alteration
  const nowMs = clock.now()
  const before = await findBot(tx, accountId, settingsBotId)
  if (before === null) return { kind: 'missing' }
  await changeBot(tx, vault, { ...alteration, botId: before.botId }, nowMs)
  if (isEnabled === true) await cancelQueuedOfAccount(tx, { accountId, queuedBefore: nowMs - staleMs }, nowMs)
  const bot = (await findBot(tx, accountId, settingsBotId)) ?? before
  const after = { ...describeBot(bot), ...(token === undefined ? {} : { token: 'changed' }) }
  const entry = { actor, action: 'bot.change', target: `bot:${accountId}`, before: describeBot(before), after }
  await recordAudit(tx, entry, nowMs)
  return { kind: 'altered', bot }
}
