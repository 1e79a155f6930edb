import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel'
import { type FailedReply, failed, isFailed } from '../completion/completion-reader.ts'
import { isServerFault } from './failure-code.ts'

/** What came of a try that did not fail. */
export interface Answered {
  readonly kind: string
}

export interface BreakerSettings {
  /** So many tries in a row that say "the server is down" open the circuit. */
  readonly breakAfterFailures: number
  /** After this time one request may try whether it is back. */
  readonly halfOpenAfterMs: number
}

/** Runs a try, or refuses at once with `breaker_open` while the server is known to be down. */
export type CircuitBreaker<Answer extends Answered> = (
  run: () => Promise<Answer | FailedReply>,
) => Promise<Answer | FailedReply>

/** A try that the caller gave up says nothing of the server. Thrown, because cockatiel takes every result for good or bad. */
class Undecided extends Error {
  readonly outcome: FailedReply

  constructor(outcome: FailedReply) {
    super('undecided')
    this.outcome = outcome
  }
}

/**
 * Spares a dead server the requests, and the clients the wait. While one request probes whether the server is back, the others
 * are refused too: cockatiel would have them wait for the probe, up to a whole time-out.
 */
export function createCircuitBreaker<Answer extends Answered>(settings: BreakerSettings): CircuitBreaker<Answer> {
  const isProbing = (): boolean => policy.state === CircuitState.HalfOpen
  const policy = circuitBreaker(
    // An undecided probe opens the circuit again; any other undecided try counts as nothing.
    handleWhen(error => error instanceof Undecided && isProbing()).orWhenResult(isDown),
    { halfOpenAfter: settings.halfOpenAfterMs, breaker: new ConsecutiveBreaker(settings.breakAfterFailures) },
  )
  return async run => {
    if (isProbing()) return failed('breaker_open')
    try {
      return await policy.execute(async () => decided(await run()))
    } catch (error) {
      if (error instanceof Undecided) return error.outcome
      if (error instanceof BrokenCircuitError) return failed('breaker_open')
      throw error
    }
  }
}

function decided<Outcome extends Answered>(outcome: Outcome): Outcome {
  if (isFailed(outcome) && outcome.code === 'cancelled') throw new Undecided(outcome)
  return outcome
}

function isDown(result: unknown): boolean {
  const outcome = result as Answered // cockatiel forgets the type of what it was given to run.
  return isFailed(outcome) && isServerFault(outcome.code)
}
