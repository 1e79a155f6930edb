import type { Chance } from '#shared/utils'

/** How often, and after which pauses, a run that threw is tried again. */
export interface RetryPolicy {
  /** Runs in all. */
  readonly attempts: number
  /** The pause after the first failure; it doubles with each further one. */
  readonly baseMs: number
  /** In 0..1: which part of a pause is left to chance, so that what failed together does not come back together. */
  readonly jitter: number
}

/** Four pauses: up to 1, 2, 4 and 8 s. What is still broken then is found by the sweeper, and by people among the dead letters. */
export const defaultRetries: RetryPolicy = { attempts: 5, baseMs: 1_000, jitter: 0.5 }

/** The pause after the failure number `attempt`, from 1. */
export function pauseAfter(attempt: number, { baseMs, jitter }: RetryPolicy, chance: Chance): number {
  const longestMs = baseMs * 2 ** (attempt - 1)
  return Math.floor(longestMs * (1 - jitter * chance()))
}
