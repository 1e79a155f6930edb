import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhenResult } from 'cockatiel'
import { isServerFault } from './retry-rules.ts'
import type { ServerAnswer } from './server-answer.ts'

export interface BreakerSettings {
  /** So many failures in a row open the circuit. */
  readonly breakAfterFailures: number
  /** After this time one request may try whether the server is back. */
  readonly halfOpenAfterMs: number
}

const refused: ServerAnswer = { kind: 'failed', code: 'breaker_open' }

/**
 * Spares a dead server the uploads, and the clients the wait. While one request probes whether the server is back, others are
 * refused too: cockatiel would have them wait for it, up to a whole time-out.
 */
export function createBreaker({ breakAfterFailures, halfOpenAfterMs }: BreakerSettings) {
  const policy = circuitBreaker(
    // cockatiel forgets the type of what it was given to run.
    handleWhenResult(result => isServerFault(result as ServerAnswer)),
    { halfOpenAfter: halfOpenAfterMs, breaker: new ConsecutiveBreaker(breakAfterFailures) },
  )
  return async (run: () => Promise<ServerAnswer>): Promise<ServerAnswer> => {
    if (policy.state === CircuitState.HalfOpen) return refused
    try {
      return await policy.execute(run)
    } catch (error) {
      if (error instanceof BrokenCircuitError) return refused
      throw error
    }
  }
}
