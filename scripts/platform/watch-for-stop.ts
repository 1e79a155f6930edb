/** Why the services of a process end: somebody stops it, they are to start anew, or another process has taken their place. */
export type Ending = 'stop' | 'restart' | 'replaced'

export interface StopWatch {
  /**
   * Resolves when the first signal, also one that came before this was called, or the next restart that is asked for has been
   * answered by `drain`; the same when `replaced` aborts.
   */
  untilEnding(drain: () => Promise<void>, replaced?: AbortSignal): Promise<Ending>
  /** Whether a signal has come. */
  isStopped(): boolean
  /** Keeps the process alive while it waits; the signal aborts when the process is to stop. */
  unlessStopped<Result>(wait: (stopping: AbortSignal) => Promise<Result>): Promise<Result>
  /** Asks for a restart. A second asking while the first is under way is the same. */
  restart(): void
}

/**
 * Listens for SIGINT and SIGTERM from now on. A second signal ends the process at once: whoever presses Ctrl-C twice means it, and
 * everything that matters is in the database already.
 */
export function watchForStop(): StopWatch {
  let asked = expectRestart()
  const stopping = new AbortController()
  const stopped = new Promise<Ending>(resolve => {
    let isStopping = false
    const stop = (): void => {
      if (isStopping) process.exit(130)
      isStopping = true
      console.error('Stopping: letting answers under way finish (Ctrl-C again to stop at once) …')
      stopping.abort()
      resolve('stop')
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
  return {
    isStopped: () => stopping.signal.aborted,
    unlessStopped: wait => stayAlive(() => wait(stopping.signal)),
    untilEnding: (drain, replaced) =>
      stayAlive(async () => {
        const ending = await Promise.race([stopped, asked.restarted, ...(replaced ? [untilReplaced(replaced)] : [])])
        asked = expectRestart()
        await drain()
        return ending
      }),
    restart: () => asked.restart(),
  }
}

/** Timers of the platform do not keep the process alive; this one does. */
async function stayAlive<Result>(work: () => Promise<Result>): Promise<Result> {
  const alive = setInterval(() => {}, 1 << 30)
  try {
    return await work()
  } finally {
    clearInterval(alive)
  }
}

function untilReplaced(replaced: AbortSignal): Promise<Ending> {
  return new Promise(resolve => replaced.addEventListener('abort', () => resolve('replaced'), { once: true }))
}

function expectRestart(): { readonly restarted: Promise<Ending>; readonly restart: () => void } {
  let restart = (): void => {}
  const restarted = new Promise<Ending>(resolve => {
    restart = () => resolve('restart')
  })
  return { restarted, restart: () => restart() }
}
