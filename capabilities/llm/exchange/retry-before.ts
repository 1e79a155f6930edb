import type { Chance, Clock } from '#shared/utils'
import { type FailedReply, isFailed } from '../completion/completion-reader.ts'
import type { Answered } from './circuit-breaker.ts'
import { type Deadline, pauseBefore } from './deadline.ts'
import { parseRetryAfter, retryPause } from './retry-pause.ts'

export interface RetryOptions {
  /** Tries after the first. */
  readonly maxRetries: number
  readonly clock: Clock
  readonly chance: Chance
}

/** Runs `work` again while it fails for what may pass, tries are left and the deadline allows; the last failure comes back. */
export async function retryBefore<Answer extends Answered>(
  deadline: Deadline,
  { maxRetries, clock, chance }: RetryOptions,
  work: () => Promise<Answer | FailedReply>,
): Promise<Answer | FailedReply> {
  for (let tries = 1; ; tries++) {
    const outcome = await work()
    if (!isFailed(outcome)) return outcome
    const pauseMs = retryPause(outcome.code, {
      tries,
      maxRetries,
      leftMs: deadline.leftMs(),
      chance,
      retryAfterMs: parseRetryAfter(outcome.retryAfter, clock.now()),
    })
    if (pauseMs === null) return outcome
    await pauseBefore(deadline, pauseMs, clock)
  }
}
