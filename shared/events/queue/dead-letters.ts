import type { DeadLetter, JobName } from './queue.ts'

/** The dead letters of one process: one for each key, the newest last. */
export interface DeadLetters {
  add(letter: DeadLetter): void
  /** False when there was none. */
  take(job: JobName, key: string): boolean
  newest(limit: number): readonly DeadLetter[]
  count(job: JobName): number
}

/** For people to look at, not for ever: the rows behind them are what counts. The oldest are forgotten first. */
export const keptDeadLetters = 1_000

export function createDeadLetters(): DeadLetters {
  const letters = new Map<string, DeadLetter>()
  return {
    add(letter) {
      const id = idOf(letter.job, letter.key)
      letters.delete(id)
      letters.set(id, letter)
      const [oldest] = letters.keys()
      if (letters.size > keptDeadLetters && oldest !== undefined) letters.delete(oldest)
    },
    take: (job, key) => letters.delete(idOf(job, key)),
    newest: limit => [...letters.values()].reverse().slice(0, limit),
    count: job => [...letters.values()].filter(letter => letter.job === job).length,
  }
}

function idOf(job: JobName, key: string): string {
  return `${job} ${key}`
}
