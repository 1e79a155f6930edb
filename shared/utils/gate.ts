/** Runs work, at most `limit` at a time; the rest waits in line. Settles as the work does. */
export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>

export function createGate(limit: number): Gate {
  const waiting: (() => void)[] = []
  let running = 0
  return async work => {
    // Who is let in by another takes over its place, so nobody can slip in between.
    if (running >= limit) await new Promise<void>(resolve => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
