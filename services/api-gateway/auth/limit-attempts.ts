import type { Clock } from '#shared/utils'

/** Counts failures per address within a window. */
export interface AttemptLimit {
  /** Milliseconds until this address may try again; 0 when it may now. */
  waitMs(address: string): number
  countFailure(address: string): void
}

const maxFailures = 10
const windowMs = 15 * 60_000
// What an attacker with many addresses can make us remember.
const maxAddresses = 10_000

export function createAttemptLimit(clock: Clock): AttemptLimit {
  const windows = new Map<string, { failures: number; readonly endsAt: number }>()

  return {
    waitMs(address) {
      const window = openWindow(address)
      return window === undefined || window.failures < maxFailures ? 0 : window.endsAt - clock.now()
    },
    countFailure(address) {
      const window = openWindow(address)
      if (window !== undefined) window.failures += 1
      else remember(address)
    },
  }

  function openWindow(address: string) {
    const window = windows.get(address)
    return window !== undefined && window.endsAt > clock.now() ? window : undefined
  }

  function remember(address: string): void {
    windows.delete(address)
    const [oldest] = windows.keys()
    if (windows.size >= maxAddresses && oldest !== undefined) windows.delete(oldest)
    windows.set(address, { failures: 1, endsAt: clock.now() + windowMs })
  }
}
