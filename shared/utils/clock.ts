/** Time as an argument, so that a test can own it. All instants are epoch milliseconds, UTC. */
export interface Clock {
  now(): number
  /** Whole milliseconds since some instant, by a clock that nobody sets: it tells how long something lasts in this process. */
  elapsed(): number
  /** Runs `callback` once after `delayMs`; the returned function cancels it. Never keeps the process alive by itself. */
  after(delayMs: number, callback: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => Math.round(performance.timeOrigin + performance.now()),
  after(delayMs, callback) {
    const timer = setTimeout(callback, Math.max(0, delayMs))
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/** Resolves after `delayMs`, or at once when `signal` aborts. Never rejects: the caller looks at the signal. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve()
  return new Promise(resolve => {
    const done = (): void => {
      cancel()
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const cancel = clock.after(delayMs, done)
    signal?.addEventListener('abort', done, { once: true })
  })
}

export interface FakeClock extends Clock {
  /** Moves time on and runs what fell due, in order, letting promises settle between callbacks. */
  advance(byMs: number): Promise<void>
}

/**
 * The fake beside the contract: time stands still until a test advances it. `settle` waits for the work that a timer started to
 * come to rest; by default that is one turn of the event loop, which is enough where nothing leaves the process.
 */
export function createFakeClock(
  startMs = Date.UTC(2026, 0, 14, 9),
  settle: () => Promise<void> = turnOfTheLoop,
): FakeClock {
  let nowMs = startMs
  let timers: { readonly dueMs: number; readonly callback: () => void }[] = []
  return {
    now: () => nowMs,
    elapsed: () => nowMs,
    after(delayMs, callback) {
      const timer = { dueMs: nowMs + Math.max(0, delayMs), callback }
      timers.push(timer)
      return () => {
        timers = timers.filter(other => other !== timer)
      }
    },
    async advance(byMs) {
      const endMs = nowMs + byMs
      await settle()
      for (let next = earliest(); next !== undefined && next.dueMs <= endMs; next = earliest()) {
        nowMs = Math.max(nowMs, next.dueMs)
        const due = next
        timers = timers.filter(other => other !== due)
        due.callback()
        await settle()
      }
      nowMs = endMs
    },
  }

  function earliest() {
    return timers.reduce<(typeof timers)[number] | undefined>(
      (first, timer) => (first === undefined || timer.dueMs < first.dueMs ? timer : first),
      undefined,
    )
  }
}

function turnOfTheLoop(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
