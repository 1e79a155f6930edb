import {
  allowedUpdates,
  createWebhookHandler,
  readWebhookState,
  registerWebhook,
  removeWebhook,
  type WebhookState,
} from '#capabilities/channels'
import { sleep } from '#shared/utils'
import type { Hearer, RunningHearing } from '../hearing.ts'
import type { WebhookAddress } from './webhook-address.ts'

interface WebhookHearer extends Hearer {
  readonly webhook: WebhookAddress
}

const lookEveryMs = 60_000
const registerAgainMs = 30_000
// The owner has to mend the address, and then has to wait no longer than this.
const refusedAgainMs = 10 * 60_000
// Telegram tries again within this time: an older failure was overcome, or nothing came since.
const recentMs = 5 * 60_000

/** Lets Telegram call. It is told where until it knows, and asked once a minute how its calls fare. */
export async function hearByWebhook(hearer: WebhookHearer): Promise<RunningHearing> {
  const { app, host, parse, receive, webhook } = hearer
  const { pathname } = new URL(webhook.url)
  const handler = createWebhookHandler({ secret: webhook.secret, parse, receive, logger: app.logger })
  const close = await host.open(pathname, handler)
  const stopped = new AbortController()
  const ended = watch(hearer, stopped.signal)
  return {
    ended,
    async stop(leave) {
      stopped.abort()
      await ended
      // Before the path is closed: what was said meanwhile waits at Telegram, and is not refused again and again.
      if (leave === 'for-good') await leaveTelegram(hearer)
      close()
    },
  }
}

// Nobody waits for it, but the bot's place is not free before.
const farewellMs = 10_000

/** A token that was revoked meanwhile, or a Telegram that is away: it finds a path that is not there, and gives up by itself. */
async function leaveTelegram({ app, bot, client }: WebhookHearer): Promise<void> {
  const outcome = await removeWebhook(client, AbortSignal.timeout(farewellMs))
  const { accountId } = bot
  if (outcome.kind === 'removed') app.logger.info('telegram.webhook_removed', { accountId })
  else app.logger.warn('telegram.webhook_not_removed', { accountId, code: outcome.code })
}

/** Ends when Telegram refuses the token, or `signal` aborts. */
async function watch(hearer: WebhookHearer, signal: AbortSignal): Promise<void> {
  const { app, onCondition } = hearer
  while (!signal.aborted) {
    const registered = await register(hearer, signal)
    if (registered === 'unauthorized') return
    if (registered === 'refused') await sleep(app.clock, refusedAgainMs, signal)
    else if ((await lookUntilMoved(hearer, signal)) === 'unauthorized') return
    else if (!signal.aborted) onCondition({ state: 'conflict', code: 'webhook' })
  }
}

/** Tells Telegram the address; one that cannot be reached is told later. */
async function register(
  { app, client, onCondition, webhook }: WebhookHearer,
  signal: AbortSignal,
): Promise<'registered' | 'refused' | 'unauthorized'> {
  for (;;) {
    const result = await registerWebhook(client, { ...webhook, allowedUpdates }, signal)
    if (signal.aborted) return 'registered'
    if (result.kind === 'registered') {
      app.logger.info('telegram.webhook_registered')
      onCondition({ state: 'listening', code: null })
      return 'registered'
    }
    if (result.kind === 'unauthorized') {
      onCondition({ state: 'unauthorized', code: null })
      return 'unauthorized'
    }
    if (result.kind === 'refused') {
      app.logger.error('telegram.webhook_refused', { reason: result.reason, cure: 'mend TELEGRAM_WEBHOOK_URL' })
      onCondition({ state: 'webhook-refused', code: null })
      return 'refused'
    }
    app.logger.warn('telegram.webhook_not_registered', { state: result.kind })
    if (result.kind === 'unreachable') onCondition({ state: 'unreachable', code: result.code })
    await sleep(app.clock, result.kind === 'rate-limited' ? result.retryAfterMs : registerAgainMs, signal)
  }
}

/** Ends when Telegram calls somewhere else, or nowhere, refuses the token, or `signal` aborts. */
async function lookUntilMoved(hearer: WebhookHearer, signal: AbortSignal): Promise<'moved' | 'unauthorized'> {
  for (;;) {
    await sleep(hearer.app.clock, lookEveryMs, signal)
    if (signal.aborted) return 'moved'
    const found = await look(hearer, signal)
    if (found !== 'known') return found
  }
}

async function look(hearer: WebhookHearer, signal: AbortSignal): Promise<'known' | 'moved' | 'unauthorized'> {
  const { app, client, onCondition, webhook } = hearer
  const outcome = await readWebhookState(client, signal)
  if (signal.aborted) return 'known'
  if (outcome.kind === 'unauthorized') {
    onCondition({ state: 'unauthorized', code: null })
    return 'unauthorized'
  }
  if (outcome.kind === 'unreachable') {
    onCondition({ state: 'unreachable', code: outcome.code })
    return 'known'
  }
  if (outcome.state.url !== webhook.url) return 'moved'
  const isFailing = failsNow(outcome.state, app.clock.now())
  onCondition(isFailing ? { state: 'webhook-failing', code: null } : { state: 'listening', code: null })
  return 'known'
}

/** Telegram keeps the last failure after it was overcome; what still waits tells. */
function failsNow({ lastError, pendingCount }: WebhookState, nowMs: number): boolean {
  return lastError !== null && pendingCount > 0 && nowMs - lastError.at < recentMs
}
