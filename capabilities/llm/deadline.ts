import type { Clock } from '#shared/utils'
import { type FailedReply, failed } from './completion-reader.ts'

/** One end for all that a request may do: every try, every pause. */
export interface Deadline {
  /** Aborts with the reason `timeout` or `cancelled`. */
  readonly signal: AbortSignal
  leftMs(): number
  /** Must be called when the request is over. */
  release(): void
}

/** Ends after `totalMs`, or when `caller` aborts. */
export function startDeadline(clock: Clock, totalMs: number, caller: AbortSignal): Deadline {
  const controller = new AbortController()
  const endsAtMs = clock.now() + totalMs
  const cancel = (): void => controller.abort('cancelled')
  const stopTimer = clock.after(totalMs, () => controller.abort('timeout'))
  if (caller.aborted) cancel()
  else caller.addEventListener('abort', cancel, { once: true })
  return {
    signal: controller.signal,
    leftMs: () => endsAtMs - clock.now(),
    release() {
      stopTimer()
      caller.removeEventListener('abort', cancel)
    },
  }
}

/** The result of `work`, unless the deadline comes first. `work` itself goes on: it is for others as well. */
export function raceDeadline<Result>(deadline: Deadline, work: Promise<Result>): Promise<Result | FailedReply> {
  const { signal } = deadline
  if (signal.aborted) return Promise.resolve(failed(String(signal.reason)))
  return new Promise(resolve => {
    const end = (): void => resolve(failed(String(signal.reason)))
    signal.addEventListener('abort', end, { once: true })
    void work.then(result => {
      signal.removeEventListener('abort', end)
      resolve(result)
    })
  })
}
