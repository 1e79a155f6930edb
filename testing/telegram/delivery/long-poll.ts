import type { Clock } from '#shared/utils'
import type { PendingUpdate, UpdateQueue } from './update-queue.ts'

export type PollOutcome =
  | { readonly kind: 'updates'; readonly updates: readonly PendingUpdate[] }
  | { readonly kind: 'conflict'; readonly with: 'getUpdates' | 'setWebhook' }

export interface PollRequest {
  readonly offset: number
  readonly limit: number
  readonly timeoutMs: number
}

/** One bot's getUpdates. At most one call waits; a newer one sends the older away with a conflict. */
export interface LongPoll {
  /** At once where there are updates or no time to wait; otherwise when some arrive, the time is up or the call is displaced. */
  request(request: PollRequest): PollOutcome | Promise<PollOutcome>
  /** Tells the poll that updates came in. It answers a moment later, so that updates of one burst travel together. */
  wake(): void
  /** Sends a waiting call away. */
  displace(by: 'getUpdates' | 'setWebhook'): void
  /** Forgets a waiting call whose caller hung up. */
  abandon(): void
}

interface Waiting {
  readonly request: PollRequest
  readonly finish: (outcome: PollOutcome) => void
  readonly cancelTimer: () => void
}

export function createLongPoll(clock: Clock, getQueue: () => UpdateQueue): LongPoll {
  let waiting: Waiting | null = null
  let isWaking = false

  return {
    request(request) {
      const queue = getQueue()
      // A negative offset asks for the last updates and forgets all before them; zero confirms nothing.
      if (request.offset < 0) queue.clear(-request.offset)
      else if (request.offset > 0) queue.confirm(request.offset)
      const updates = queue.take(request.offset, request.limit)
      if (updates.length > 0 || request.timeoutMs === 0) return { kind: 'updates', updates }
      displace('getUpdates')
      return wait(request)
    },
    wake() {
      if (waiting === null || isWaking) return
      isWaking = true
      setImmediate(answerWaiting)
    },
    displace,
    abandon() {
      waiting?.cancelTimer()
      waiting = null
    },
  }

  function wait(request: PollRequest): Promise<PollOutcome> {
    return new Promise(resolve => {
      const cancelTimer = clock.after(request.timeoutMs, () => finish({ kind: 'updates', updates: [] }))
      waiting = { request, finish: resolve, cancelTimer }
    })
  }

  function answerWaiting(): void {
    isWaking = false
    if (waiting === null) return
    const updates = getQueue().take(waiting.request.offset, waiting.request.limit)
    if (updates.length > 0) finish({ kind: 'updates', updates })
  }

  function displace(by: 'getUpdates' | 'setWebhook'): void {
    finish({ kind: 'conflict', with: by })
  }

  function finish(outcome: PollOutcome): void {
    if (waiting === null) return
    const { finish: resolve, cancelTimer } = waiting
    waiting = null
    cancelTimer()
    resolve(outcome)
  }
}
