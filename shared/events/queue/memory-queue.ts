import { type Chance, type Clock, chance as defaultChance, errorCode, type Logger } from '#shared/utils'
import { createDeadLetters } from './dead-letters.ts'
import { type JobCount, type JobName, pauseOf, type Queue } from './queue.ts'
import { defaultRetries, pauseAfter, type RetryPolicy } from './retry-policy.ts'

export interface QueueTuning {
  readonly chance?: Chance
  readonly retries?: RetryPolicy
}

interface Desk {
  readonly job: JobName
  readonly concurrency: number
  readonly handle: (key: string) => Promise<void>
  isOpen: boolean
  /** Keys that are due, oldest first. */
  readonly ready: Set<string>
  /** Keys that wait for their time, with the way to cancel it. */
  readonly delayed: Map<string, () => void>
  readonly running: Map<string, Promise<void>>
  /** Keys that were asked for while they ran, with the delay asked for. */
  readonly again: Map<string, number>
  /** How often in a row a key has failed, while it waits for its next try. */
  readonly failures: Map<string, number>
  /** When keys that come round were last asked for. */
  readonly scheduledAt: Map<string, number>
}

/** The queue of a single process. Memory is enough, because every wake can be derived from a row. */
export function createMemoryQueue(clock: Clock, logger: Logger, tuning: QueueTuning = {}): Queue {
  const { chance = defaultChance, retries = defaultRetries } = tuning
  const desks = new Map<JobName, Desk>()
  const dead = createDeadLetters()
  let isClosed = false

  return {
    wake,
    remind,
    schedule(job, key, everyMs) {
      const desk = openDesk(job)
      if (desk === null || isEarly(desk, key, everyMs)) return
      desk.scheduledAt.set(key, clock.elapsed())
      remind(job, key)
    },
    work(job, concurrency, handle) {
      if (desks.get(job)?.isOpen) throw new TypeError(`job ${job} has a worker already`)
      const desk = newDesk(job, concurrency, handle)
      desks.set(job, desk)
      return () => shut(desk)
    },
    count: async () => [...desks.values()].map(countDesk),
    listDead: async limit => dead.newest(limit),
    async replay(job, key) {
      const wasDead = dead.take(job, key)
      if (wasDead) wake(job, key)
      return wasDead
    },
    async close(timeoutMs) {
      isClosed = true
      for (const desk of desks.values()) shut(desk)
      const running = [...desks.values()].flatMap(desk => [...desk.running.values()])
      await Promise.race([Promise.all(running), new Promise<void>(resolve => clock.after(timeoutMs, resolve))])
    },
  }

  function wake(job: JobName, key: string, delayMs = 0): void {
    const desk = openDesk(job)
    if (desk === null) return
    desk.failures.delete(key)
    ask(desk, key, delayMs)
  }

  function remind(job: JobName, key: string): void {
    const desk = openDesk(job)
    if (desk !== null && !desk.delayed.has(key) && !desk.running.has(key)) ask(desk, key, 0)
  }

  function isEarly({ scheduledAt }: Desk, key: string, everyMs: number): boolean {
    return clock.elapsed() - (scheduledAt.get(key) ?? Number.NEGATIVE_INFINITY) < pauseOf(everyMs)
  }

  function openDesk(job: JobName): Desk | null {
    const desk = desks.get(job)
    return desk?.isOpen && !isClosed ? desk : null
  }

  function countDesk({ job, ready, delayed, running }: Desk): JobCount {
    return { job, waiting: ready.size, delayed: delayed.size, active: running.size, dead: dead.count(job) }
  }

  function ask(desk: Desk, key: string, delayMs: number): void {
    if (desk.running.has(key)) return void desk.again.set(key, delayMs)
    desk.delayed.get(key)?.()
    desk.delayed.delete(key)
    if (delayMs > 0) {
      const cancel = clock.after(delayMs, () => {
        desk.delayed.delete(key)
        ask(desk, key, 0)
      })
      return void desk.delayed.set(key, cancel)
    }
    desk.ready.add(key)
    startReady(desk)
  }

  function startReady(desk: Desk): void {
    for (const key of desk.ready) {
      if (desk.running.size >= desk.concurrency || !desk.isOpen) return
      desk.ready.delete(key)
      desk.running.set(key, run(desk, key))
    }
  }

  async function run(desk: Desk, key: string): Promise<void> {
    // Leave the caller's stack first: a wake inside a handler must not start the next handler inside it.
    await Promise.resolve()
    const retryInMs = await attempt(desk, key)
    desk.running.delete(key)
    const askedMs = desk.again.get(key)
    desk.again.delete(key)
    const delayMs = askedMs ?? retryInMs
    if (delayMs !== null && desk.isOpen) ask(desk, key, delayMs)
    startReady(desk)
  }

  /** Null when it succeeded or is given up; else in how many milliseconds it is to be tried again. */
  async function attempt(desk: Desk, key: string): Promise<number | null> {
    try {
      await desk.handle(key)
      desk.failures.delete(key)
      if (desk.scheduledAt.has(key)) dead.take(desk.job, key)
      return null
    } catch (error) {
      const { job } = desk
      const attempts = (desk.failures.get(key) ?? 0) + 1
      const isLast = attempts >= retries.attempts
      const fields = { job, key, attempt: attempts, code: errorCode(error) }
      if (isLast) {
        desk.failures.delete(key)
        dead.add({ job, key, attempts, code: errorCode(error), failedAt: clock.now() })
        logger.error('queue.job_dead', fields)
        return null
      }
      desk.failures.set(key, attempts)
      logger.warn('queue.job_failed', fields)
      return pauseAfter(attempts, retries, chance)
    }
  }
}

function newDesk(job: JobName, concurrency: number, handle: Desk['handle']): Desk {
  return {
    job,
    concurrency,
    handle,
    isOpen: true,
    ready: new Set(),
    delayed: new Map(),
    running: new Map(),
    again: new Map(),
    failures: new Map(),
    scheduledAt: new Map(),
  }
}

function shut(desk: Desk): void {
  desk.isOpen = false
  for (const cancel of desk.delayed.values()) cancel()
  desk.delayed.clear()
  desk.ready.clear()
}
