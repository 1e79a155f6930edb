/**
 * Listens for SIGINT and SIGTERM from now on. The returned function resolves when the first one, also one that came before it was
 * called, has been answered by `drain`. A second signal ends the process at once: whoever presses Ctrl-C twice means it, and
 * everything that matters is in the database already.
 */
export function watchForStop(): (drain: () => Promise<void>) => Promise<void> {
  const asked = new Promise<void>(resolve => {
    let isStopping = false
    const stop = (): void => {
      if (isStopping) process.exit(130)
      isStopping = true
      console.error('Stopping: letting answers under way finish (Ctrl-C again to stop at once) …')
      resolve()
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
  return async drain => {
    // Timers of the platform do not keep the process alive; this one does, until all is drained.
    const alive = setInterval(() => {}, 1 << 30)
    await asked
    await drain().finally(() => clearInterval(alive))
  }
}
