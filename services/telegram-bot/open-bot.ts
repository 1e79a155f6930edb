import { ensureBotRow } from '#capabilities/bots'
import {
  announceCommands,
  type ButtonSeal,
  botIdOfToken,
  createButtonSeal,
  identifyBot,
  type TelegramClient,
} from '#capabilities/channels'
import { saveAccount } from '#capabilities/conversations'
import { type AccountId, adoptEarlierConversations } from '#shared/database'
import { AppError, repeat, type Secret } from '#shared/utils'
import type { App } from '../app.ts'

/** The bot as this process knows it. Its name is '' until Telegram could be asked. */
export interface OpenBot {
  readonly accountId: AccountId
  readonly id: number
  /** Without the @; a function, because it may become known later. */
  readonly username: () => string
  /** Of its buttons. */
  readonly seal: ButtonSeal
  /** Asks no more for the name. */
  close(): Promise<void>
}

const askAgainMs = 30_000
const neverAborted = new AbortController().signal

/**
 * Asks Telegram who the bot is. A wrong token ends the start; a Telegram that cannot be reached does not: the id stands in the
 * token, and the name is asked for again until it is known.
 */
export async function openBot(app: App, client: TelegramClient, token: Secret): Promise<OpenBot> {
  const id = botIdOfToken(token)
  if (id === null) throw unauthorized()
  let username = ''
  const accountId = await askAndSave()
  let stop = async (): Promise<void> => {}
  if (username === '') {
    stop = repeat(app.clock, app.logger, {
      name: 'identify-bot',
      everyMs: askAgainMs,
      run: async () => {
        await askAndSave()
        if (username !== '') void stop()
        return 'done'
      },
    })
  }
  return { accountId, id, username: () => username, seal: createButtonSeal(token), close: () => stop() }

  async function askAndSave(): Promise<AccountId> {
    const identity = await identifyBot(client, neverAborted)
    if (identity.kind === 'unauthorized') throw unauthorized()
    if (identity.kind === 'unreachable') app.logger.warn('telegram.unreachable', { code: identity.code })
    const bot = identity.kind === 'identified' ? identity.bot : null
    username = bot?.username ?? ''
    const facts = {
      channel: 'telegram',
      externalId: String(id),
      username: bot?.username ?? null,
      displayName: bot?.displayName ?? null,
    }
    const saved = await app.database.transaction(async tx => {
      const account = await saveAccount(tx, facts, app.clock.now())
      await adoptEarlierConversations(tx, account)
      await ensureBotRow(tx, account, app.clock.now())
      return account
    })
    if (bot !== null) void announceCommands(client, neverAborted)
    return saved
  }
}

function unauthorized(): AppError {
  return new AppError(
    'telegram.unauthorized',
    'Telegram does not accept the bot token: it is wrong or was revoked. Copy it from @BotFather into TELEGRAM_BOT_TOKEN and start again.',
  )
}
