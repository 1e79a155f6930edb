import { createPressAnswerer, createTelegramChannel, createTelegramClient } from '#capabilities/channels'
import { createMediaDesk, createSpeaker, startDrafts, startTyping } from '#flow'
import type { Secret } from '#shared/utils'
import type { App } from '../app.ts'
import { measureChannel } from '../measure.ts'
import type { RunningService } from '../running-service.ts'
import { type Hearing, startHearing } from './hear.ts'
import { openBot } from './open-bot.ts'
import { openBudget } from './open-budget.ts'

/** Mounts the webhook on a server of this process; false when there is none, and the bot listens on a port of its own. */
export type MountWebhook = Hearing['mount']

/** Hears and speaks for the bot of TELEGRAM_BOT_TOKEN; without a token it does nothing. Throws `telegram.unauthorized`. */
export async function startTelegramBot(app: App, mount: MountWebhook): Promise<RunningService> {
  const token = app.settings.telegram.bot_token
  if (token === null) {
    app.logger.info('telegram.off', { reason: 'TELEGRAM_BOT_TOKEN is not set' })
    return { name: 'telegram-bot', stop: async () => {} }
  }
  return startBot(app, token, mount)
}

async function startBot(app: App, token: Secret, mount: MountWebhook): Promise<RunningService> {
  const { clock, logger, settings } = app
  const client = createTelegramClient({ token, apiRoot: settings.telegram.api_root, clock })
  const bot = await openBot(app, client, token)
  const budget = await openBudget(app, bot.accountId)
  const channel = measureChannel(createTelegramChannel({ client, budget, logger, clock }), app)
  const speaker = createSpeaker({ ...app, accountId: bot.accountId, channel })
  await speaker.recover()
  app.addSpeaker(bot.accountId, speaker)
  const desk = createMediaDesk({ ...app, accountId: bot.accountId, channel, settings: toPacing(app) })
  await desk.recover()
  app.addMediaDesk(bot.accountId, desk)
  const leaseMs = settings.conversation.lease_seconds * 1000
  const speech = { ...app, accountId: bot.accountId, channel }
  const stopTyping = startTyping({ ...speech, leaseMs, isReadAlong: app.previews.isShown })
  const stopDrafts = settings.telegram.stream_replies ? startDrafts(speech) : async () => {}
  const presses = createPressAnswerer({ client, budget, logger })
  const hearing = await startHearing({ app, client, bot, budget, presses, mount })
  return {
    name: 'telegram-bot',
    async stop(graceMs) {
      await hearing.stop(graceMs)
      await presses.close()
      await stopTyping()
      await stopDrafts()
      await desk.close(graceMs)
      await speaker.close(graceMs)
    },
  }
}

function toPacing({ settings: { conversation } }: App) {
  return { debounceMs: conversation.debounce_ms, maxWaitMs: conversation.max_wait_ms }
}
