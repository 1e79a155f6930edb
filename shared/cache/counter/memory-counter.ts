import type { Clock } from '#shared/utils'
import type { WindowCount, WindowCounter } from './counter.ts'

// What an attacker with many addresses can make us remember; the oldest windows are forgotten first.
const maxNames = 10_000

/** The counts of one process. */
export function createMemoryCounter(clock: Clock, windowMs: number): WindowCounter {
  const windows = new Map<string, { count: number; readonly endsAt: number }>()

  return {
    async add(name) {
      const window = openWindow(name) ?? begin(name)
      window.count += 1
      return describe(window)
    },
    async read(name) {
      const window = openWindow(name)
      return window === undefined ? { count: 0, resetMs: 0 } : describe(window)
    },
  }

  function openWindow(name: string) {
    const window = windows.get(name)
    return window !== undefined && window.endsAt > clock.elapsed() ? window : undefined
  }

  function begin(name: string) {
    windows.delete(name)
    const [oldest] = windows.keys()
    if (windows.size >= maxNames && oldest !== undefined) windows.delete(oldest)
    const window = { count: 0, endsAt: clock.elapsed() + windowMs }
    windows.set(name, window)
    return window
  }

  function describe({ count, endsAt }: { readonly count: number; readonly endsAt: number }): WindowCount {
    return { count, resetMs: endsAt - clock.elapsed() }
  }
}
