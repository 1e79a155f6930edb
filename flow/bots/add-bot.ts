import { recordAudit } from '#capabilities/access'
import { type Bot, findBot, findBotByTelegramId, insertBot, listBots } from '#capabilities/bots'
import type { BotProfile } from '#capabilities/channels'
import { saveAccount } from '#capabilities/conversations'
import { adoptEarlierConversations, type Tx } from '#shared/database'
import { AppError, type Secret } from '#shared/utils'
import { cancelQueuedOfAccount } from '../outbox.ts'
import type { BotDesk, TokenRefusal } from './bot-desk.ts'
import { checkToken } from './check-token.ts'
import { describeBot } from './describe-bot.ts'

export interface BotOrder {
  readonly token: Secret
  /** The name of a playbook that can be used; null: that of the settings. */
  readonly playbook: string | null
  /** For the audit log. */
  readonly actor: string
}

export type BotAdded =
  | { readonly kind: 'added'; readonly bot: Bot }
  /** It is here already, perhaps with another token: change that one. */
  | { readonly kind: 'exists'; readonly bot: Bot }
  | { readonly kind: 'too-many' }
  | TokenRefusal

/** Each holds a connection open, and asks the database for what it has to say once a second. */
export const maxBots = 50

/** Stores a bot after Telegram has taken its token; the process of the bots takes it up within seconds. */
export async function addBot(desk: BotDesk, order: BotOrder): Promise<BotAdded> {
  const verdict = await checkToken(desk, order.token)
  if (verdict.kind !== 'good') return verdict
  return desk.database.transaction(tx => store(tx, desk, order, verdict.bot))
}

async function store(tx: Tx, desk: BotDesk, order: BotOrder, profile: BotProfile): Promise<BotAdded> {
  const { clock, settingsBotId, vault } = desk
  const nowMs = clock.now()
  const known = await findBotByTelegramId(tx, profile.id, settingsBotId)
  if (known !== null) return { kind: 'exists', bot: known }
  if ((await listBots(tx, settingsBotId)).length >= maxBots) return { kind: 'too-many' }
  const botId = String(profile.id)
  const { username, displayName } = profile
  const accountId = await saveAccount(tx, { channel: 'telegram', externalId: botId, username, displayName }, nowMs)
  await adoptEarlierConversations(tx, accountId)
  await insertBot(tx, vault, { ...order, accountId, botId }, nowMs)
  await cancelQueuedOfAccount(tx, { accountId, queuedBefore: nowMs - staleMs }, nowMs)
  const bot = await findBot(tx, accountId, settingsBotId)
  if (bot === null)
    throw new AppError('bot.not_stored', `the bot of account ${accountId} is not there after it was stored`)
  const { actor } = order
  const after = describeBot(bot)
  await recordAudit(tx, { actor, action: 'bot.add', target: `bot:${accountId}`, before: null, after }, nowMs)
  return { kind: 'added', bot }
}

/** What could not leave for a day answers nobody any more. */
export const staleMs = 24 * 60 * 60 * 1000
