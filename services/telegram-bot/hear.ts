import {
  allowedUpdates,
  createWebhookHandler,
  createWebhookServer,
  type FloodBudget,
  type InboundUpdate,
  type PressAnswerer,
  parseTelegramUpdate,
  type Receive,
  registerWebhook,
  runPoller,
  type TelegramClient,
  type WebhookHandler,
} from '#capabilities/channels'
import { type Secret, sleep } from '#shared/utils'
import type { App } from '../app.ts'
import type { OpenBot } from './open-bot.ts'

/** What hearing needs of the platform. */
export type HearingApp = Pick<App, 'chance' | 'clock' | 'ingest' | 'logger' | 'previews'> & {
  readonly settings: Pick<App['settings'], 'telegram'>
}

export interface Hearing {
  readonly app: HearingApp
  readonly client: TelegramClient
  readonly bot: OpenBot
  readonly budget: FloodBudget
  readonly presses: PressAnswerer
  /** Mounts the webhook on a server of this process; false when there is none, and the bot listens on a port of its own. */
  readonly mount: (path: string, handler: WebhookHandler) => boolean
}

export interface RunningHearing {
  /** Takes no new updates; what is being stored is stored. */
  stop(graceMs: number): Promise<void>
}

/** Receives the bot's updates by long poll or webhook, as `telegram.mode` says. */
export async function startHearing(hearing: Hearing): Promise<RunningHearing> {
  const { webhook_url: url, webhook_secret: secret, mode } = hearing.app.settings.telegram
  // The settings' own rule: webhook mode has both.
  if (mode === 'webhook' && url !== null && secret !== null) return startWebhook(hearing, url, secret)
  return startPolling(hearing)
}

function startPolling(hearing: Hearing): RunningHearing {
  const { app, client, bot, budget } = hearing
  const stopped = new AbortController()
  const ended = runPoller(
    {
      ...app,
      client,
      budget,
      allowedUpdates,
      parse: parseFor(app, bot),
      receive: receiveFor(hearing),
      // The poller logs each change of state in the owner's words; nobody else listens yet.
      onState: () => {},
      pollSeconds: app.settings.telegram.poll_timeout_seconds,
    },
    stopped.signal,
  )
  return {
    async stop() {
      stopped.abort()
      await ended
    },
  }
}

/** Stores; then, while the channel acknowledges, lets the pressed buttons stop spinning, and replies that nobody wants to read on. */
function receiveFor({ app, bot, presses }: Hearing): Receive {
  return async updates => {
    await app.ingest({ accountId: bot.accountId, channel: 'telegram' }, updates)
    presses.answer(updates)
    for (const { inbound } of updates) if (inbound.kind === 'stop') app.previews.stop(bot.accountId, inbound)
  }
}

function parseFor(app: HearingApp, bot: OpenBot): (update: unknown) => InboundUpdate {
  const { handle_private_chats, handle_groups, handle_channels } = app.settings.telegram
  return update =>
    parseTelegramUpdate(
      update,
      { id: bot.id, username: bot.username() },
      {
        handlePrivateChats: handle_private_chats,
        handleGroups: handle_groups,
        handleChannels: handle_channels,
        receivedAt: app.clock.now(),
      },
    )
}

async function startWebhook(hearing: Hearing, url: string, secret: Secret): Promise<RunningHearing> {
  const { app, bot } = hearing
  const handler = createWebhookHandler({
    secret,
    parse: parseFor(app, bot),
    receive: receiveFor(hearing),
    logger: app.logger,
  })
  const path = new URL(url).pathname
  const { webhook_host: host, webhook_port: port } = app.settings.telegram
  const server = hearing.mount(path, handler)
    ? null
    : await createWebhookServer({ host, port, path, handler, clock: app.clock })
  const stopped = new AbortController()
  void keepRegistering(hearing, { url, secret }, stopped.signal)
  return {
    async stop(graceMs) {
      stopped.abort()
      await server?.close(graceMs)
    },
  }
}

const registerAgainMs = 30_000

/** Tells Telegram the address; a Telegram that cannot be reached is told later, a refusal is for the owner to mend. */
async function keepRegistering(
  { app, client }: Hearing,
  webhook: { readonly url: string; readonly secret: Secret },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const result = await registerWebhook(client, { ...webhook, allowedUpdates }, signal)
    if (result.kind === 'registered') return void app.logger.info('telegram.webhook_registered')
    if (result.kind === 'refused') {
      return void app.logger.error('telegram.webhook_refused', {
        reason: result.reason,
        cure: 'mend TELEGRAM_WEBHOOK_URL',
      })
    }
    app.logger.warn('telegram.webhook_not_registered', { state: result.kind })
    await sleep(app.clock, result.kind === 'rate-limited' ? result.retryAfterMs : registerAgainMs, signal)
  }
}
