import { type BreakerSettings, type Clock, createBreaker, type Verdict } from '#shared/utils'
import { type FailedReply, failed, isFailed } from '../completion/completion-reader.ts'
import { isServerFault } from './failure-code.ts'

/** What came of a try that did not fail. */
export interface Answered {
  readonly kind: string
}

/** Runs a try, or refuses at once with `breaker_open` while the server is known to be down. */
export type CircuitBreaker<Answer extends Answered> = (
  run: () => Promise<Answer | FailedReply>,
) => Promise<Answer | FailedReply>

export function createCircuitBreaker<Answer extends Answered>(
  settings: BreakerSettings,
  clock: Clock,
): CircuitBreaker<Answer> {
  const breaker = createBreaker<Answer | FailedReply>(settings, { clock, judge })
  return async run => (await breaker(run)) ?? failed('breaker_open')
}

/** A try that the caller gave up says nothing of the server. */
function judge(outcome: Answered | FailedReply): Verdict {
  if (!isFailed(outcome)) return 'alive'
  if (outcome.code === 'cancelled') return 'undecided'
  return isServerFault(outcome.code) ? 'down' : 'alive'
}
