/**
 * Resolves when the first SIGINT or SIGTERM has been answered by `drain`. A second signal ends the process at once: whoever
 * presses Ctrl-C twice means it, and everything that matters is in the database already.
 */
export function waitForStop(drain: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    // Timers of the platform do not keep the process alive; this one does, until a signal comes.
    const alive = setInterval(() => {}, 1 << 30)
    let isStopping = false
    const stop = (): void => {
      if (isStopping) process.exit(130)
      isStopping = true
      console.error('Stopping: letting answers under way finish (Ctrl-C again to stop at once) …')
      drain()
        .then(resolve, reject)
        .finally(() => clearInterval(alive))
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
