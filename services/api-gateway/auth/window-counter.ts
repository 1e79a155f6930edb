import type { Clock } from '#shared/utils'

export interface WindowCount {
  readonly count: number
  /** Milliseconds until the count begins anew; 0 when nothing is counted. */
  readonly resetMs: number
}

/** Counts per name within windows of one length, each of which begins with the first thing counted. */
export interface WindowCounter {
  /** Counts one more, and says what it makes. */
  add(name: string): WindowCount
  read(name: string): WindowCount
}

// What an attacker with many addresses can make us remember; the oldest windows are forgotten first.
const maxNames = 10_000

export function createWindowCounter(clock: Clock, windowMs: number): WindowCounter {
  const windows = new Map<string, { count: number; readonly endsAt: number }>()

  return {
    add(name) {
      const window = openWindow(name) ?? begin(name)
      window.count += 1
      return describe(window)
    },
    read(name) {
      const window = openWindow(name)
      return window === undefined ? { count: 0, resetMs: 0 } : describe(window)
    },
  }

  function openWindow(name: string) {
    const window = windows.get(name)
    return window !== undefined && window.endsAt > clock.now() ? window : undefined
  }

  function begin(name: string) {
    windows.delete(name)
    const [oldest] = windows.keys()
    if (windows.size >= maxNames && oldest !== undefined) windows.delete(oldest)
    const window = { count: 0, endsAt: clock.now() + windowMs }
    windows.set(name, window)
    return window
  }

  function describe({ count, endsAt }: { readonly count: number; readonly endsAt: number }): WindowCount {
    return { count, resetMs: endsAt - clock.now() }
  }
}
