import type { Clock } from '#shared/utils'
import { type FailedReply, failed } from '../completion/completion-reader.ts'

/** Why everything ends: the time is up, or the caller has given up. */
export type EndCode = 'timeout' | 'cancelled'

/**
 * One end for all that a request may do: every try, every pause. Not an AbortSignal, of which Node makes and watches one in
 * 15 µs: a tenth of what a whole streamed answer may cost.
 */
export interface Deadline {
  /** Null until the end. */
  endCode(): EndCode | null
  leftMs(): number
  /** Calls `listener` at the end, once; the returned function takes it back. Not called when the end has been already. */
  onEnd(listener: (code: EndCode) => void): () => void
  /** Must be called when the request is over. */
  release(): void
}

/** Ends after `totalMs`, or when `caller` aborts. */
export function startDeadline(clock: Clock, totalMs: number, caller: AbortSignal): Deadline {
  const listeners = new Set<(code: EndCode) => void>()
  const endsAtMs = clock.elapsed() + totalMs
  let endCode: EndCode | null = caller.aborted ? 'cancelled' : null
  const end = (code: EndCode): void => {
    if (endCode !== null) return
    endCode = code
    for (const listener of listeners) listener(code)
  }
  const cancel = (): void => end('cancelled')
  const stopTimer = clock.after(totalMs, () => end('timeout'))
  caller.addEventListener('abort', cancel, { once: true })
  return {
    endCode: () => endCode,
    leftMs: () => endsAtMs - clock.elapsed(),
    onEnd(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    release() {
      stopTimer()
      caller.removeEventListener('abort', cancel)
    },
  }
}

/** The result of `work`, unless the deadline comes first. `work` itself goes on: it is for others as well. */
export function raceDeadline<Result>(deadline: Deadline, work: Promise<Result>): Promise<Result | FailedReply> {
  const endCode = deadline.endCode()
  if (endCode !== null) return Promise.resolve(failed(endCode))
  return new Promise(resolve => {
    const forget = deadline.onEnd(code => resolve(failed(code)))
    void work.then(result => {
      forget()
      resolve(result)
    })
  })
}

/** Resolves after `pauseMs`, or at the end. */
export async function pauseBefore(deadline: Deadline, pauseMs: number, clock: Clock): Promise<void> {
  let stopTimer = (): void => {}
  const pause = new Promise<null>(resolve => {
    stopTimer = clock.after(pauseMs, () => resolve(null))
  })
  await raceDeadline(deadline, pause)
  stopTimer()
}
