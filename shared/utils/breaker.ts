import type { Clock } from './clock.ts'

export interface BreakerSettings {
  /** So many tries in a row that say "the server is down" open it. */
  readonly breakAfterFailures: number
  /** After this time one try may find out whether the server is back. */
  readonly halfOpenAfterMs: number
}

/** What a try says of the server: it is down; it lives; nothing, because its caller gave up. */
export type Verdict = 'down' | 'alive' | 'undecided'

/** Runs a try, or is null at once, without running it, while the server is known to be down. A try that throws counts as undecided. */
export type Breaker<Answer> = (run: () => Promise<Answer>) => Promise<Answer | null>

/**
 * A circuit breaker: spares a dead server the requests, and the clients the wait. While one try probes whether the server is back,
 * the others are refused too. It measures by `clock.elapsed()`: a wall clock that is put back must not keep it open.
 */
export function createBreaker<Answer>(
  { breakAfterFailures, halfOpenAfterMs }: BreakerSettings,
  { clock, judge }: { readonly clock: Pick<Clock, 'elapsed'>; readonly judge: (answer: Answer) => Verdict },
): Breaker<Answer> {
  let failuresInARow = 0
  let openedAt: number | null = null
  let isProbing = false
  return async run => {
    const isProbe = openedAt !== null
    if (isProbe && (isProbing || !mayProbe())) return null
    isProbing = isProbe
    let verdict: Verdict = 'undecided'
    try {
      const answer = await run()
      verdict = judge(answer)
      return answer
    } finally {
      if (isProbe) endProbe(verdict)
      else count(verdict)
    }
  }

  function mayProbe(): boolean {
    return openedAt !== null && clock.elapsed() - openedAt >= halfOpenAfterMs
  }

  /** A probe that tells nothing leaves it open: the next one comes as long after it as this one came. */
  function endProbe(verdict: Verdict): void {
    isProbing = false
    openedAt = verdict === 'alive' ? null : clock.elapsed()
    failuresInARow = 0
  }

  /** Tries that began before it opened may end after: they neither open it anew nor close it. */
  function count(verdict: Verdict): void {
    if (openedAt !== null || verdict === 'undecided') return
    failuresInARow = verdict === 'alive' ? 0 : failuresInARow + 1
    if (failuresInARow >= breakAfterFailures) openedAt = clock.elapsed()
  }
}
