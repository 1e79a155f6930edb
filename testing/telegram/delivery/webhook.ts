import { Agent } from 'node:http'
import type { Clock } from '#shared/utils'
import { type Attempt, attemptDelivery } from './attempt-delivery.ts'
import type { PendingUpdate, UpdateQueue } from './update-queue.ts'

export interface WebhookOptions {
  readonly url: URL
  readonly secretToken: string
  readonly maxConnections: number
  readonly clock: Clock
  /** Multiplies pauses and the time a server has to answer. */
  readonly timeScale: number
  readonly queue: UpdateQueue
  readonly onDelivered: (update: PendingUpdate) => void
  readonly onError: (message: string) => void
  /** A 2xx answer with a body, which may be a method call. */
  readonly onReply: (body: string, contentType: string) => void
  /** The server has said 410 Gone for 23 hours. */
  readonly onGone: () => void
}

interface Lane {
  readonly id: number
  readonly updates: PendingUpdate[]
  failures: number
  pauseSeconds: number
}

const answerTimeoutMs = 60_000
/** The server draws the longest pause between 60 and 120 s; a test wants the same one every time. */
const longestPauseSeconds = 60
const longestRetryAfterSeconds = 3_600
const goneForMs = 23 * 3_600_000

/**
 * Delivers updates to a bot's HTTP server: each at least once, those of one lane in order, and the next of a lane only after a
 * 2xx. The server's limit on new connections per second is not emulated.
 */
export class WebhookSender {
  readonly #options: WebhookOptions
  readonly #agent: Agent
  readonly #lanes = new Map<number, Lane>()
  /** Lanes whose first update may be sent now. */
  readonly #ready: Lane[] = []
  readonly #timers = new Set<() => void>()
  #inFlight = 0
  #firstGoneAtMs: number | null = null
  #isClosed = false

  constructor(options: WebhookOptions) {
    this.#options = options
    this.#agent = new Agent({ keepAlive: true, maxSockets: options.maxConnections })
  }

  offer(update: PendingUpdate): void {
    const lane = this.#lanes.get(update.lane)
    if (lane !== undefined) {
      lane.updates.push(update)
      return
    }
    const opened = { id: update.lane, updates: [update], failures: 0, pauseSeconds: 1 }
    this.#lanes.set(update.lane, opened)
    this.#resume(opened)
  }

  /** Stops at once; requests in flight are cut, and their updates stay in the queue. */
  close(): void {
    this.#isClosed = true
    for (const cancel of this.#timers) cancel()
    this.#agent.destroy()
  }

  #resume(lane: Lane): void {
    this.#ready.push(lane)
    this.#sendReady()
  }

  #sendReady(): void {
    while (!this.#isClosed && this.#inFlight < this.#options.maxConnections) {
      const lane = this.#ready.shift()
      const update = lane?.updates[0]
      if (lane === undefined || update === undefined) return
      void this.#send(lane, update)
    }
  }

  async #send(lane: Lane, update: PendingUpdate): Promise<void> {
    const { url, secretToken, clock, timeScale } = this.#options
    this.#inFlight += 1
    update.wasHandedOut = true
    const target = { url, secretToken, clock, agent: this.#agent, timeoutMs: answerTimeoutMs * timeScale }
    const attempt = await attemptDelivery(target, update.json)
    this.#inFlight -= 1
    if (this.#isClosed) return
    if (attempt.kind === 'accepted') this.#accept(lane, update, attempt)
    else this.#fail(lane, update, attempt)
    this.#sendReady()
  }

  #accept(lane: Lane, update: PendingUpdate, attempt: Attempt & { readonly kind: 'accepted' }): void {
    this.#firstGoneAtMs = null
    this.#next(lane, update)
    this.#options.onDelivered(update)
    if (attempt.body !== '') this.#options.onReply(attempt.body, attempt.contentType)
  }

  #fail(lane: Lane, update: PendingUpdate, attempt: Attempt & { readonly kind: 'failed' }): void {
    this.#options.onError(attempt.message)
    if (this.#isGone(attempt.status)) this.#options.onGone()
    else this.#retry(lane, update, attempt.retryAfterSeconds)
  }

  #next(lane: Lane, done: PendingUpdate): void {
    lane.updates.shift()
    lane.failures = 0
    lane.pauseSeconds = 1
    this.#options.queue.remove(done)
    if (lane.updates.length > 0) this.#ready.push(lane)
    else this.#lanes.delete(lane.id)
  }

  /** An update that would expire before its next attempt is dropped. */
  #retry(lane: Lane, update: PendingUpdate, retryAfterSeconds: number): void {
    const pauseMs = pauseBefore(lane, retryAfterSeconds) * 1_000 * this.#options.timeScale
    lane.failures += 1
    if (this.#options.clock.now() + pauseMs > update.expiresAtMs) this.#next(lane, update)
    else if (pauseMs === 0) this.#ready.push(lane)
    else this.#resumeAfter(lane, pauseMs)
  }

  #resumeAfter(lane: Lane, pauseMs: number): void {
    const cancel = this.#options.clock.after(pauseMs, () => {
      this.#timers.delete(cancel)
      this.#resume(lane)
    })
    this.#timers.add(cancel)
  }

  #isGone(status: number | null): boolean {
    if (status !== 410) {
      this.#firstGoneAtMs = null
      return false
    }
    const nowMs = this.#options.clock.now()
    this.#firstGoneAtMs ??= nowMs
    return nowMs > this.#firstGoneAtMs + goneForMs
  }
}

/** What Retry-After says; without it the first retry follows at once, later ones after 2, 4, 8 … s. */
function pauseBefore(lane: Lane, retryAfterSeconds: number): number {
  if (retryAfterSeconds > 0) return Math.min(retryAfterSeconds, longestRetryAfterSeconds)
  if (lane.failures === 0) return 0
  lane.pauseSeconds = Math.min(longestPauseSeconds, lane.pauseSeconds * 2)
  return lane.pauseSeconds
}
