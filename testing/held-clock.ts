import { type Clock, systemClock } from '#shared/utils'

/** The wall clock, but for timers that a test holds back. */
export interface HeldClock extends Clock {
  /** From now on timers wait until the returned function is called, which lets them all go off. */
  hold(): () => void
}

/** Given to a server of the outside world, it makes "slow" as long as a test needs and no longer. */
export function createHeldClock(): HeldClock {
  let held: Set<() => void> | null = null
  return {
    now: systemClock.now,
    elapsed: systemClock.elapsed,
    after(delayMs, callback) {
      if (held === null) return systemClock.after(delayMs, callback)
      const waiting = held
      waiting.add(callback)
      return () => void waiting.delete(callback)
    },
    hold() {
      const waiting = new Set<() => void>()
      held = waiting
      return () => {
        if (held === waiting) held = null
        for (const callback of waiting) callback()
      }
    },
  }
}
