import { Agent, type IncomingMessage, request } from 'node:http'
import type { Clock } from '#shared/utils'
import type { PendingUpdate, UpdateQueue } from './update-queue.ts'

/** Delivers updates to a bot's HTTP server: each at least once, those of one lane in order, one lane's next only after a 2xx. */
export interface WebhookSender {
  offer(update: PendingUpdate): void
  close(): void
}

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
  /** A 2xx answer whose body is a method call. */
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

type Attempt =
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'failed'
      readonly message: string
      readonly status: number | null
      readonly retryAfterSeconds: number
    }

const answerTimeoutMs = 60_000
/** The server draws the longest pause between 60 and 120 s; a test wants the same one every time. */
const longestPauseSeconds = 60
const longestRetryAfterSeconds = 3_600
const goneForMs = 23 * 3_600_000

export function createWebhookSender(options: WebhookOptions): WebhookSender {
  const agent = new Agent({ keepAlive: true, maxSockets: options.maxConnections })
  const lanes = new Map<number, Lane>()
  const ready: Lane[] = []
  const timers = new Set<() => void>()
  let inFlight = 0
  let firstGoneAtMs: number | null = null
  let isClosed = false

  return {
    offer(update) {
      const lane = lanes.get(update.lane)
      if (lane !== undefined) {
        lane.updates.push(update)
        return
      }
      const opened = { id: update.lane, updates: [update], failures: 0, pauseSeconds: 1 }
      lanes.set(update.lane, opened)
      ready.push(opened)
      sendReady()
    },
    close() {
      isClosed = true
      for (const cancel of timers) cancel()
      agent.destroy()
    },
  }

  function sendReady(): void {
    while (!isClosed && inFlight < options.maxConnections) {
      const lane = ready.shift()
      if (lane === undefined) return
      const update = lane.updates[0]
      if (update === undefined) continue
      inFlight += 1
      void attempt(update).then(outcome => settle(lane, update, outcome))
    }
  }

  function settle(lane: Lane, update: PendingUpdate, outcome: Attempt): void {
    inFlight -= 1
    if (isClosed) return
    if (outcome.kind === 'accepted') {
      firstGoneAtMs = null
      options.onDelivered(update)
      next(lane, update)
    } else {
      options.onError(outcome.message)
      noteGone(outcome.status)
      if (!isClosed) retry(lane, update, outcome.retryAfterSeconds)
    }
    sendReady()
  }

  function next(lane: Lane, done: PendingUpdate): void {
    lane.updates.shift()
    lane.failures = 0
    lane.pauseSeconds = 1
    options.queue.remove(done)
    if (lane.updates.length > 0) ready.push(lane)
    else lanes.delete(lane.id)
  }

  /** The first retry follows at once, later ones after 2, 4, 8 … s; an update that would expire meanwhile is dropped. */
  function retry(lane: Lane, update: PendingUpdate, retryAfterSeconds: number): void {
    let pauseSeconds = Math.min(retryAfterSeconds, longestRetryAfterSeconds)
    if (pauseSeconds === 0 && lane.failures > 0) {
      lane.pauseSeconds = Math.min(longestPauseSeconds, lane.pauseSeconds * 2)
      pauseSeconds = lane.pauseSeconds
    }
    lane.failures += 1
    const pauseMs = pauseSeconds * 1000 * options.timeScale
    if (options.clock.now() + pauseMs > update.expiresAtMs) next(lane, update)
    else if (pauseMs === 0) ready.push(lane)
    else after(pauseMs, () => resume(lane))
  }

  function resume(lane: Lane): void {
    ready.push(lane)
    sendReady()
  }

  function noteGone(status: number | null): void {
    if (status !== 410) {
      firstGoneAtMs = null
      return
    }
    firstGoneAtMs ??= options.clock.now()
    if (options.clock.now() > firstGoneAtMs + goneForMs) options.onGone()
  }

  function attempt(update: PendingUpdate): Promise<Attempt> {
    update.wasHandedOut = true
    return new Promise(resolve => {
      const body = Buffer.from(update.json)
      const outgoing = request(options.url, { method: 'POST', agent, headers: headers(body.length) })
      const cancelTimer = after(answerTimeoutMs * options.timeScale, () =>
        outgoing.destroy(new Error('Read timeout expired')),
      )
      const settleOnce = (outcome: Attempt): void => {
        cancelTimer()
        resolve(outcome)
      }
      outgoing.on('response', response => readAnswer(response, settleOnce))
      outgoing.on('error', error => settleOnce(failure(error.message, null, 0)))
      outgoing.end(body)
    })
  }

  function readAnswer(response: IncomingMessage, done: (outcome: Attempt) => void): void {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('error', error => done(failure(error.message, null, 0)))
    response.on('end', () => {
      const status = response.statusCode ?? 0
      if (status < 200 || status > 299) {
        const message = `Wrong response from the webhook: ${status} ${response.statusMessage ?? ''}`
        return done(failure(message, status, Number(response.headers['retry-after'] ?? 0) || 0))
      }
      if (chunks.length > 0) options.onReply(Buffer.concat(chunks).toString(), response.headers['content-type'] ?? '')
      done({ kind: 'accepted' })
    })
  }

  function headers(contentLength: number): Record<string, string | number> {
    const common = { 'Content-Type': 'application/json', 'Content-Length': contentLength }
    return options.secretToken === '' ? common : { ...common, 'X-Telegram-Bot-Api-Secret-Token': options.secretToken }
  }

  function after(delayMs: number, callback: () => void): () => void {
    const cancelTimer = options.clock.after(delayMs, () => {
      timers.delete(cancel)
      callback()
    })
    const cancel = (): void => {
      timers.delete(cancel)
      cancelTimer()
    }
    timers.add(cancel)
    return cancel
  }
}

function failure(message: string, status: number | null, retryAfterSeconds: number): Attempt {
  return { kind: 'failed', message, status, retryAfterSeconds }
}
