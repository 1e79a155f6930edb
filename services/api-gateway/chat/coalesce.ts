/**
 * Runs `work` when asked; asked while it runs, runs it exactly once more afterwards. Two runs never overlap, and no ask goes
 * without a run that began after it. `work` must not reject.
 */
export function coalesce(work: () => Promise<void>): () => void {
  let isAsked = false
  let isRunning = false
  return () => {
    isAsked = true
    if (!isRunning) void drain()
  }

  async function drain(): Promise<void> {
    isRunning = true
    while (isAsked) {
      isAsked = false
      await work()
    }
    isRunning = false
  }
}
