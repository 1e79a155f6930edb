/** Runs work for one key after the other, for different keys side by side. Settles as the work does. */
export function createOneAtATime(): (key: string, work: () => Promise<void>) => Promise<void> {
  const latest = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const before = latest.get(key)
    const run = before === undefined ? work() : before.then(work, work)
    latest.set(key, run)
    try {
      await run
    } finally {
      if (latest.get(key) === run) latest.delete(key)
    }
  }
}
