import type { BotCondition } from '#capabilities/bots'
import { createPressAnswerer, createTelegramChannel, createTelegramClient } from '#capabilities/channels'
import { createMediaDesk, createSpeaker, inLanguage, isLastingButton, startDrafts, startTyping } from '#flow'
import type { AccountId } from '#shared/database'
import { repeat, type Secret } from '#shared/utils'
import type { App } from '../app.ts'
import { listCrew } from '../parts/create-cockpit.ts'
import { measureChannel } from '../parts/metrics/measure.ts'
import { startHearing } from './hear.ts'
import type { Leave } from './hearing.ts'
import { openBot } from './open-bot.ts'
import { openBudget } from './open-budget.ts'
import type { WebhookAddress } from './webhook/webhook-address.ts'
import type { WebhookHost } from './webhook/webhook-host.ts'
import { withCrewMenus } from './with-crew-menus.ts'
import { withKnownConnections } from './with-known-connections.ts'

export interface BotOrder {
  readonly token: Secret
  readonly host: WebhookHost
  /** Null: by long poll. */
  readonly webhook: WebhookAddress | null
  /** Told of each change of how the bot fares, once its account is known. Must not throw. */
  readonly onCondition: (bot: RunningAccount, condition: BotCondition) => void
}

export interface RunningAccount {
  readonly accountId: AccountId
  /** As the owner knows it: `@shop_bot`, or its number until Telegram could be asked. */
  readonly name: () => string
}

export interface RunningBot extends RunningAccount {
  /** Resolves when the bot hears no more: after `stop`, or because Telegram refuses the token. Never rejects. */
  readonly ended: Promise<void>
  /** Takes nothing new, and lets what is under way end for at most `graceMs`. */
  stop(graceMs: number, leave: Leave): Promise<void>
}

/** How soon a person who was let in has the commands of the business in their menu. */
const lookEveryMs = 5_000

/** Hears and speaks for one bot: a poller or webhook, a flood budget and a speaker of its own. Throws `telegram.unauthorized`. */
export async function runBot(app: App, { token, host, webhook, onCondition }: BotOrder): Promise<RunningBot> {
  const { clock, logger, settings } = app
  const { api_root: apiRoot, poll_timeout_seconds: pollSeconds } = settings.telegram
  // A line that went dead says nothing, for ever: beyond the time a poll may take, its answer has ten seconds for its way.
  const client = createTelegramClient({ token, apiRoot, clock, pollTimeoutMs: (pollSeconds + 10) * 1000 })
  const bot = await openBot(app, client, token)
  const { accountId } = bot
  const account = { accountId, name: () => (bot.username() === '' ? String(bot.id) : `@${bot.username()}`) }
  const budget = await openBudget(app, accountId)
  const channel = measureChannel(
    createTelegramChannel({
      ...{ client, budget, seal: bot.seal, speak: app.speak, logger, clock },
      richMessages: settings.telegram.rich_messages,
    }),
    app,
  )
  const speaker = createSpeaker({ ...app, accountId, channel })
  await speaker.recover()
  app.addSpeaker(accountId, speaker)
  const desk = createMediaDesk({ ...app, accountId, channel, settings: toPacing(app) })
  await desk.recover()
  app.addMediaDesk(accountId, desk)
  const leaseMs = settings.conversation.lease_seconds * 1000
  const speech = { ...app, accountId, channel }
  const stopTyping = startTyping({ ...speech, leaseMs, isReadAlong: app.previews.isShown })
  const stopDrafts = settings.telegram.stream_replies ? startDrafts(speech) : async () => {}
  const explainUnknown = (language: string | null): string =>
    inLanguage(app.playbook(accountId).lines.button_unknown, language ?? settings.business.language)
  const presses = createPressAnswerer({ client, budget, logger, explainUnknown, isLasting: isLastingButton })
  const menus = withCrewMenus({ ...app, ingest: withKnownConnections(app, client), client })
  const stopFollowing = repeat(clock, logger, {
    name: 'watch-crew',
    everyMs: lookEveryMs,
    run: async () => {
      menus.follow(await listCrew(app))
      return 'done'
    },
  })
  const hearing = await startHearing({
    ...{ client, bot, budget, presses, host, webhook },
    app: { ...app, ingest: menus.ingest },
    onCondition: condition => onCondition(account, condition),
  })
  return {
    ...account,
    ended: hearing.ended,
    async stop(graceMs, leave) {
      await hearing.stop(leave)
      await stopFollowing()
      await bot.close()
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
