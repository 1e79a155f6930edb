import type { Chance } from '#shared/utils'
import type { PostOutcome } from '../sending/post-json.ts'
import { backOffMs } from './back-off.ts'

/** What is known when an attempt has ended, this one not counted. */
export interface AttemptFacts {
  /** Failed attempts of this delivery. */
  readonly attempts: number
  readonly retryUntil: number
  /** Failed attempts in a row, of whichever delivery. */
  readonly failures: number
  readonly failingSince: number | null
  readonly nowMs: number
}

export type Verdict =
  | { readonly kind: 'delivered'; readonly status: number }
  | (Failure & { readonly kind: 'retry'; readonly nextAttemptAt: number; readonly laneOpensAt: number })
  /** It will not be tried again by itself. */
  | (Failure & { readonly kind: 'dead'; readonly laneOpensAt: number })
  /** The receiver wants nothing more, or has failed for too long: the webhook is turned off. */
  | (Failure & { readonly kind: 'disable'; readonly reason: 'gone' | 'failing' })

interface Failure {
  readonly status: number | null
  readonly error: string
}

const disableAfterMs = 3 * 24 * 60 * 60 * 1000
const longestRetryAfterMs = 60 * 60 * 1000
/** After so many failures a delivery lets later ones pass: it may be this one event that the receiver cannot take. */
const triesInOrder = 3

export function judgeAttempt(outcome: PostOutcome, facts: AttemptFacts, chance: Chance): Verdict {
  if (outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300) {
    return { kind: 'delivered', status: outcome.status }
  }
  const failure = describeFailure(outcome)
  const { attempts, retryUntil, failures, failingSince, nowMs } = facts
  if (failure.status === 410) return { kind: 'disable', reason: 'gone', ...failure }
  if (failingSince !== null && nowMs - failingSince >= disableAfterMs) {
    return { kind: 'disable', reason: 'failing', ...failure }
  }
  const asked = outcome.kind === 'answered' ? Math.min(outcome.retryAfterMs ?? 0, longestRetryAfterMs) : 0
  const laneOpensAt = nowMs + Math.max(asked, backOffMs(failures + 1, chance))
  if (nowMs >= retryUntil) return { kind: 'dead', laneOpensAt, ...failure }
  // Twice as long as its turn would be: one that comes later is tried in between.
  const own = attempts + 1 < triesInOrder ? laneOpensAt : laneOpensAt + backOffMs(attempts + 1, chance)
  return { kind: 'retry', nextAttemptAt: Math.min(own, Math.max(retryUntil, laneOpensAt)), laneOpensAt, ...failure }
}

function describeFailure(outcome: PostOutcome): Failure {
  if (outcome.kind === 'failed') return { status: null, error: outcome.code }
  const { status } = outcome
  return { status, error: status >= 300 && status < 400 ? 'redirect' : `http_${status}` }
}
