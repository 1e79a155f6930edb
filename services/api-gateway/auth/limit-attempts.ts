import type { OpenCounter } from '#shared/cache'

/** Counts failures per address within 15 minutes. */
export interface AttemptLimit {
  /** Milliseconds until this address may try again; 0 when it may now. */
  waitMs(address: string): Promise<number>
  countFailure(address: string): Promise<void>
}

const windowMs = 15 * 60_000

/** `topic`: what is tried, so that failures at one thing do not shut out of another. */
export function createAttemptLimit(openCounter: OpenCounter, topic: string, maxFailures: number): AttemptLimit {
  const failures = openCounter(topic, windowMs)
  return {
    async waitMs(address) {
      const { count, resetMs } = await failures.read(address)
      return count < maxFailures ? 0 : resetMs
    },
    async countFailure(address) {
      await failures.add(address)
    },
  }
}
