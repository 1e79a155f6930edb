import { systemClock } from '#shared/utils'
import type { Signals } from '../state/signals.ts'

const usualTimeoutMs = 5_000

/**
 * Resolves with the first value of `look` that is neither false, null nor undefined. Looks at once and after every event, never
 * in between. Rejects after `timeoutMs` of real time: it guards a test, which the test's own clock cannot.
 */
export function waitFor<Found>(
  signals: Signals,
  look: () => Found | false | null | undefined,
  timeoutMs = usualTimeoutMs,
): Promise<Found> {
  return new Promise((resolve, reject) => {
    const check = (): boolean => {
      const found = look()
      if (found === false || found === null || found === undefined) return false
      stop()
      resolve(found)
      return true
    }
    const cancelTimer = systemClock.after(timeoutMs, () => {
      stop()
      reject(new Error(`nothing came within ${timeoutMs} ms of what was waited for: ${look}`))
    })
    const forget = signals.listen(() => {
      try {
        check()
      } catch (error) {
        stop()
        reject(error)
      }
    })
    const stop = (): void => {
      cancelTimer()
      forget()
    }
    check()
  })
}
