import { type Chance, type Clock, errorCode, type Logger, sleep } from '#shared/utils'
import type { InboundUpdate, Receive } from '../../contract.ts'
import { callSignal } from '../client/call-signal.ts'
import type { TelegramClient } from '../client/create-client.ts'
import type { FloodBudget } from '../flood/flood-budget.ts'
import { type ParseUpdate, readUpdate, updateIdOf } from '../read-update.ts'
import { backOffMs } from './back-off.ts'
import { judgePollFailure, type PollVerdict } from './judge-poll-failure.ts'
import { createStateTeller, type PollerCondition, type PollerState } from './poller-state.ts'

type GetUpdates = Parameters<TelegramClient['raw']['getUpdates']>[0]
export type AllowedUpdates = NonNullable<GetUpdates['allowed_updates']>

export interface PollerOptions {
  readonly client: TelegramClient
  /** Always sent: Telegram keeps the list of the last caller otherwise. */
  readonly allowedUpdates: AllowedUpdates
  readonly parse: ParseUpdate
  readonly receive: Receive
  readonly budget: Pick<FloodBudget, 'penalize'>
  readonly onState: (state: PollerState) => void
  readonly clock: Clock
  /** For the jitter of pauses. */
  readonly chance: Chance
  readonly logger: Logger
  /** How long Telegram holds an empty answer. Default 30, at most 50. */
  readonly pollSeconds?: number
}

export type PollerEnd = { readonly kind: 'stopped' } | { readonly kind: 'unauthorized' }

const BATCH_LIMIT = 100
const POLL_SECONDS = 30
/** A webhook that is back this soon after we removed it is being set by somebody: removing it again would be a duel. */
const WEBHOOK_TRUCE_MS = 60_000

interface Batch {
  readonly kind: 'batch'
  readonly updates: readonly InboundUpdate[]
  /** Null when there is nothing to acknowledge. */
  readonly nextOffset: number | null
}

type Tell = (condition: PollerCondition) => void

/**
 * Receives updates until `signal` aborts or Telegram refuses the token. A batch is acknowledged only after `receive` has
 * stored it, so each update is received at least once and in Telegram's order; after a crash the last batch comes again.
 * On abort the poll ends at once, but a batch that is being stored is finished first. Never rejects.
 */
export async function runPoller(options: PollerOptions, signal: AbortSignal): Promise<PollerEnd> {
  const tell = createStateTeller(options.onState, options.logger, options.clock)
  const removeWebhook = createWebhookRemover(options)
  let offset = 0
  let failures = 0
  // The first poll, and the first after an outage, asks for an answer at once, to know that all is well.
  let pollSeconds = 0

  while (!signal.aborted) {
    const polled = await poll(options, { offset, timeout: pollSeconds }, signal)
    if (signal.aborted) break
    if (polled.kind === 'unauthorized') {
      tell(polled)
      return polled
    }
    if (polled.kind === 'batch') {
      tell({ kind: 'listening' })
      if (polled.updates.length > 0) await storeBatch(options, polled.updates, { tell, signal })
      // Aborted while it could not be stored: the batch stays unacknowledged, and Telegram hands it out again.
      if (signal.aborted) break
      offset = polled.nextOffset ?? offset
      failures = 0
      pollSeconds = options.pollSeconds ?? POLL_SECONDS
      continue
    }
    if (polled.kind === 'unreachable') pollSeconds = 0
    if (polled.kind === 'webhook-set' && (await removeWebhook(signal))) continue
    tell(conditionOf(polled))
    await sleep(options.clock, pauseMs(polled, failures++, options.chance()), signal)
  }
  return { kind: 'stopped' }
}

async function poll(
  options: PollerOptions,
  position: { readonly offset: number; readonly timeout: number },
  signal: AbortSignal,
): Promise<Batch | PollVerdict> {
  try {
    const request = { ...position, limit: BATCH_LIMIT, allowed_updates: options.allowedUpdates }
    return readBatch(options, await options.client.raw.getUpdates(request, callSignal(signal)))
  } catch (error) {
    const verdict = judgePollFailure(error)
    if (verdict.kind === 'silenced') {
      const { retryAfterMs } = verdict
      options.budget.penalize({ method: 'getUpdates', chatId: null, chatType: null, retryAfterMs })
    }
    return verdict
  }
}

/** Parses a batch. An answer that holds things but no update could never be acknowledged, so it counts as no answer. */
function readBatch(options: PollerOptions, answer: unknown): Batch | PollVerdict {
  const items: readonly unknown[] = Array.isArray(answer) ? answer : [answer]
  const updates = items.map(item => readUpdate(item, options.parse, options.logger)).filter(update => update !== null)
  if (items.length > 0 && updates.length === 0) return { kind: 'unreachable', code: 'invalid_answer' }
  const ids = items.map(updateIdOf).filter(id => id !== null)
  return { kind: 'batch', updates, nextOffset: ids.length === 0 ? null : Math.max(...ids) + 1 }
}

/** Hands the batch over until it is stored or the poller is stopped. */
async function storeBatch(
  { receive, clock, chance }: PollerOptions,
  updates: readonly InboundUpdate[],
  { tell, signal }: { readonly tell: Tell; readonly signal: AbortSignal },
): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await receive(updates)
      return tell({ kind: 'listening' })
    } catch (error) {
      tell({ kind: 'storing-fails', code: errorCode(error) })
      if (signal.aborted) return
      await sleep(clock, backOffMs(attempt, chance()), signal)
      if (signal.aborted) return
    }
  }
}

/** Removes a webhook that stands in the way, without dropping what waits at Telegram; true when polling may go on at once. */
function createWebhookRemover({ client, clock, logger }: PollerOptions): (signal: AbortSignal) => Promise<boolean> {
  let removedAtMs = Number.NEGATIVE_INFINITY
  return async signal => {
    if (clock.now() - removedAtMs < WEBHOOK_TRUCE_MS) return false
    try {
      await client.raw.deleteWebhook({ drop_pending_updates: false }, callSignal(signal))
    } catch (error) {
      logger.warn('telegram.webhook_not_removed', { verdict: judgePollFailure(error).kind })
      return false
    }
    removedAtMs = clock.now()
    logger.warn('telegram.webhook_removed', {
      explanation: 'A webhook was still set for this bot; polling needs it gone.',
    })
    return true
  }
}

function conditionOf(verdict: Exclude<PollVerdict, { kind: 'unauthorized' }>): PollerCondition {
  if (verdict.kind === 'rival') return { kind: 'conflict', with: 'poller' }
  if (verdict.kind === 'webhook-set') return { kind: 'conflict', with: 'webhook' }
  return verdict
}

function pauseMs(verdict: PollVerdict, attempt: number, random: number): number {
  return verdict.kind === 'silenced' ? verdict.retryAfterMs : backOffMs(attempt, random)
}
