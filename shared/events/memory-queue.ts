import { type Clock, errorCode, type Logger } from '#shared/utils'
import type { JobName, Queue } from './queue.ts'

interface Desk {
  readonly concurrency: number
  readonly handle: (key: string) => Promise<void>
  /** Keys that are due, oldest first. */
  readonly ready: Set<string>
  /** Keys that wait for their delay, with the way to cancel it. */
  readonly delayed: Map<string, () => void>
  readonly running: Map<string, Promise<void>>
  /** Keys that were asked for while they ran, with the delay asked for. */
  readonly again: Map<string, number>
}

/** The queue of a single process. Memory is enough, because every wake can be derived from a row. */
export function createMemoryQueue(clock: Clock, logger: Logger): Queue {
  const desks = new Map<JobName, Desk>()
  let isClosed = false

  return {
    wake(job, key, delayMs = 0) {
      const desk = desks.get(job)
      if (desk === undefined || isClosed) return
      ask(desk, job, key, delayMs)
    },
    work(job, concurrency, handle) {
      if (desks.has(job)) throw new TypeError(`job ${job} has a worker already`)
      desks.set(job, {
        concurrency,
        handle,
        ready: new Set(),
        delayed: new Map(),
        running: new Map(),
        again: new Map(),
      })
    },
    async close(timeoutMs) {
      isClosed = true
      for (const desk of desks.values()) for (const cancel of desk.delayed.values()) cancel()
      const running = [...desks.values()].flatMap(desk => [...desk.running.values()])
      await Promise.race([Promise.all(running), new Promise<void>(resolve => clock.after(timeoutMs, resolve))])
    },
  }

  function ask(desk: Desk, job: JobName, key: string, delayMs: number): void {
    if (desk.running.has(key)) return void desk.again.set(key, delayMs)
    desk.delayed.get(key)?.()
    desk.delayed.delete(key)
    if (delayMs > 0) {
      const cancel = clock.after(delayMs, () => {
        desk.delayed.delete(key)
        ask(desk, job, key, 0)
      })
      return void desk.delayed.set(key, cancel)
    }
    desk.ready.add(key)
    startReady(desk, job)
  }

  function startReady(desk: Desk, job: JobName): void {
    for (const key of desk.ready) {
      if (desk.running.size >= desk.concurrency || isClosed) return
      desk.ready.delete(key)
      desk.running.set(key, run(desk, job, key))
    }
  }

  async function run(desk: Desk, job: JobName, key: string): Promise<void> {
    // Leave the caller's stack first: a wake inside a handler must not start the next handler inside it.
    await Promise.resolve()
    try {
      await desk.handle(key)
    } catch (error) {
      logger.error('queue.job_failed', { job, code: errorCode(error) })
    }
    desk.running.delete(key)
    const delayMs = desk.again.get(key)
    desk.again.delete(key)
    if (delayMs !== undefined && !isClosed) ask(desk, job, key, delayMs)
    startReady(desk, job)
  }
}
