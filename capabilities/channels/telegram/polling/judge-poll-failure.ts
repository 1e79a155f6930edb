import { classifyError } from '../client/classify-error.ts'
import { readFailure } from '../client/read-failure.ts'

/** What a failed getUpdates means for the poller. */
export type PollVerdict =
  | { readonly kind: 'unauthorized' }
  /** Another process polls for the same bot. */
  | { readonly kind: 'rival' }
  /** A webhook is set, and Telegram gives updates in one way only. */
  | { readonly kind: 'webhook-set' }
  | { readonly kind: 'silenced'; readonly retryAfterMs: number }
  | { readonly kind: 'unreachable'; readonly code: string }

/** Reads the rejection of getUpdates. Pure. */
export function judgePollFailure(error: unknown): PollVerdict {
  const failure = readFailure(error)
  if (failure.kind === 'no-answer') return { kind: 'unreachable', code: failure.code }
  // 404 is how the Bot API refuses a token that is not even shaped like one.
  if (failure.status === 401 || failure.status === 404) return { kind: 'unauthorized' }
  if (failure.status === 409) return { kind: /webhook is active/i.test(failure.description) ? 'webhook-set' : 'rival' }
  const outcome = classifyError(error)
  if (outcome.kind === 'rate-limited') return { kind: 'silenced', retryAfterMs: outcome.retryAfterMs }
  return { kind: 'unreachable', code: `http_${failure.status}` }
}
