import { findBotByTelegramId, listWantedBots } from '#capabilities/bots'
import { botIdOfToken } from '#capabilities/channels'
import { errorCode, type Secret } from '#shared/utils'
import type { App } from '../app.ts'
import type { RunningService } from '../running-service.ts'
import { type Conditions, createConditions } from './conditions.ts'
import { startFleet } from './fleet.ts'
import { type RunningBot, runBot } from './run-bot.ts'
import { webhookAddress } from './webhook/webhook-address.ts'
import { createWebhookHost, type MountWebhook, type WebhookHost } from './webhook/webhook-host.ts'

export type { MountWebhook }

/**
 * Hears and speaks for the bot of TELEGRAM_BOT_TOKEN and for those of the table, each on its own. Throws `telegram.unauthorized`
 * for a wrong TELEGRAM_BOT_TOKEN when there is no other bot.
 */
export async function startTelegramBot(app: App, mount: MountWebhook): Promise<RunningService> {
  const host = createWebhookHost(app, mount)
  const conditions = createConditions(app)
  const first = await startFirst(app, host, conditions)
  const fleet = startFleet({ app, host, conditions, firstAccountId: first?.accountId ?? null })
  return {
    name: 'telegram-bot',
    async stop(graceMs) {
      await Promise.all([first?.stop(graceMs, 'for-a-while'), fleet.stop(graceMs)])
      if (first !== null) await conditions.noteStopped([first.accountId])
      await host.close(graceMs)
    },
  }
}

async function startFirst(app: App, host: WebhookHost, conditions: Conditions): Promise<RunningBot | null> {
  const token = app.settings.telegram.bot_token
  if (token === null) {
    app.logger.info('telegram.off', { reason: 'TELEGRAM_BOT_TOKEN is not set' })
    return null
  }
  try {
    return await runFirst(app, { token, host, conditions })
  } catch (error) {
    // A start that ends is the clearest word to who has one bot; others must not stand still for it.
    if ((await listWantedBots(app.database.db)).length === 0) throw error
    await noteRefused(app, conditions, { token, code: errorCode(error) })
    return null
  }
}

/** Where it ran before there is a row for its state; where it never did, the log has to do. */
async function noteRefused(
  { database, logger }: App,
  conditions: Conditions,
  { token, code }: { readonly token: Secret; readonly code: string },
): Promise<void> {
  logger.error('bot.not_running', { bot: 'TELEGRAM_BOT_TOKEN', code })
  const id = botIdOfToken(token)
  const known = id === null ? null : await findBotByTelegramId(database.db, id, id)
  if (known === null) return
  const name = known.username === null ? known.botId : `@${known.username}`
  const isRefused = code === 'telegram.unauthorized'
  conditions.note({ ...known, name }, isRefused ? { state: 'unauthorized', code: null } : { state: 'failed', code })
}

interface FirstBot {
  readonly token: Secret
  readonly host: WebhookHost
  readonly conditions: Conditions
}

async function runFirst(app: App, { token, host, conditions }: FirstBot): Promise<RunningBot> {
  return runBot(app, { token, host, webhook: webhookAddress(app.settings), onCondition: conditions.note })
}
