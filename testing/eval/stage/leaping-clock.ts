import { createFakeClock, type FakeClock } from '#shared/utils'

export interface LeapingClock extends FakeClock {
  /** Makes it later at once: timers keep what was left of their delay. What falls due in the rows meanwhile, the jobs find. */
  leap(byMs: number): void
}

/** A fake clock on which a week costs nothing, although somebody looks for work every second of it. */
export function createLeapingClock(startMs: number, settle: () => Promise<void>): LeapingClock {
  const clock = createFakeClock(startMs, settle)
  let leaptMs = 0
  return {
    ...clock,
    now: () => clock.now() + leaptMs,
    elapsed: () => clock.elapsed() + leaptMs,
    leap: byMs => {
      leaptMs += byMs
    },
  }
}
