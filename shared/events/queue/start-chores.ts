import { type Clock, type Logger, type Repetition, repeat } from '#shared/utils'
import type { JobName, Queue } from './queue.ts'

export interface ChoreDeps {
  readonly queue: Queue
  readonly clock: Clock
  readonly logger: Logger
}

// A chore that waits for a slow server must not hold up the others; more at once would only crowd the database.
const choresAtOnce = 8
// What has more to do than this goes to the end of the line. A round is a batch of some hundred rows.
const mostRounds = 50

/**
 * Work that comes round, shared by the processes that have it: the timer of each asks the queue for every chore, and one of them
 * runs it, never two at once. A chore finds what is due in rows, so nothing is lost with an ask. One that throws is tried again,
 * and listed as a dead letter until it succeeds. The returned function takes no more, and resolves when the rounds under way have ended.
 */
export function startChores(deps: ChoreDeps, job: JobName, chores: readonly Repetition[]): () => Promise<void> {
  const { queue, clock, logger } = deps
  const known = new Map(chores.map(chore => [chore.name, chore]))
  const running = new Set<Promise<void>>()
  let isStopped = false
  const stopTaking = queue.work(job, choresAtOnce, name => {
    const run = runChore(name).finally(() => running.delete(run))
    running.add(run)
    return run
  })
  const stopAsking = chores.map(({ name, everyMs }) =>
    repeat(clock, logger, { name, everyMs, run: () => ask(name, everyMs) }),
  )
  return async () => {
    isStopped = true
    stopTaking()
    await Promise.all(stopAsking.map(stop => stop()))
    await Promise.allSettled(running)
  }

  async function ask(name: string, everyMs: number): Promise<'done'> {
    queue.schedule(job, name, everyMs)
    return 'done'
  }

  async function runChore(name: string): Promise<void> {
    // Unknown is what a process of another version asked for: it comes round again, and may then be taken by one that knows it.
    const chore = known.get(name)
    if (chore === undefined) return
    for (let round = 0; round < mostRounds && !isStopped; round += 1) {
      if ((await chore.run()) === 'done') return
    }
    // There is more to do: after the others, or in another process.
    queue.wake(job, name)
  }
}
