import type { Clock } from '#shared/utils'
import { createWindowCounter } from './window-counter.ts'

/** Counts failures per address within 15 minutes. */
export interface AttemptLimit {
  /** Milliseconds until this address may try again; 0 when it may now. */
  waitMs(address: string): number
  countFailure(address: string): void
}

const windowMs = 15 * 60_000

export function createAttemptLimit(clock: Clock, maxFailures: number): AttemptLimit {
  const failures = createWindowCounter(clock, windowMs)
  return {
    waitMs(address) {
      const { count, resetMs } = failures.read(address)
      return count < maxFailures ? 0 : resetMs
    },
    countFailure(address) {
      failures.add(address)
    },
  }
}
