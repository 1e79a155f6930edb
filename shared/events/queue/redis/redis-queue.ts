import type { Broadcast, RedisLink } from '#shared/cache'
import { type Clock, type Logger, sleep } from '#shared/utils'
import { createMemoryQueue, type QueueTuning } from '../memory-queue.ts'
import { type JobCount, type JobName, jobNames, type Queue } from '../queue.ts'
import { defaultRetries } from '../retry-policy.ts'
import { createOneAtATime } from './one-at-a-time.ts'
import { openSharedJobs } from './shared-jobs.ts'
import { type Taker, takeJobs } from './take-jobs.ts'
import { createWakeLine, type Wake } from './wake-line.ts'

export interface RedisQueueDeps {
  readonly link: RedisLink
  readonly broadcast: Broadcast
  readonly clock: Clock
  readonly logger: Logger
}

/** What one account says and reads is the work of the one process that has the account: no other may take its wakes. */
const bells: ReadonlySet<JobName> = new Set(['outbox', 'media'])
const sharedJobs = jobNames.filter(job => !bells.has(job))

/**
 * The queue of many processes. Jobs that any of them may do are BullMQ's; wakes of an account's work ring in all processes, and
 * the one that has the account hears them. While Redis is away each process wakes itself, and the sweeper finds the rest.
 */
export async function createRedisQueue(deps: RedisQueueDeps, tuning: QueueTuning = {}): Promise<Queue> {
  const { link, broadcast, clock, logger } = deps
  const { retries = defaultRetries } = tuning
  const local = createMemoryQueue(clock, logger, tuning)
  const jobs = await openSharedJobs({ link, jobs: sharedJobs, retries })
  const takers: Promise<Taker>[] = []
  let isClosed = false
  const depart = createWakeLine({
    link,
    async send(redis, wakes) {
      const rung = wakes.filter(({ job }) => bells.has(job))
      if (rung.length > 0) broadcast.send('wakes', rung)
      await jobs.add(redis, wakes)
    },
    keep(wakes) {
      jobs.forget()
      for (const wake of wakes) wakeHere(wake)
    },
  })
  broadcast.listen('wakes', message => {
    for (const wake of readWakes(message)) local.wake(wake.job, wake.key, wake.delayMs)
  })

  return {
    wake,
    remind: (job, key) => ask({ job, key, delayMs: 0, isReminder: true }),
    schedule: (job, key, everyMs) => ask({ job, key, delayMs: 0, isReminder: true, everyMs }),
    work(job, concurrency, handle) {
      const oneAtATime = createOneAtATime()
      // What was begun while Redis was away may still run when Redis offers the same key.
      const handleAlone = (key: string): Promise<void> => oneAtATime(key, () => handle(key))
      const stopHere = local.work(job, concurrency, handleAlone)
      if (bells.has(job)) return stopHere
      const keepOneDead = async (key: string, newestId?: string): Promise<void> => {
        await link.ask(redis => jobs.takeDead(redis, { job, key }, newestId))
      }
      const taker = takeJobs({ link, logger, retries, keepOneDead }, { job, concurrency, handle: handleAlone })
      takers.push(taker)
      return () => {
        stopHere()
        void taker.then(({ pause }) => pause())
      }
    },
    async count() {
      const answer = await link.ask(redis => jobs.count(redis))
      const here = await local.count()
      return answer.kind === 'answered' ? addCounts(answer.value, here) : here
    },
    async listDead(limit) {
      const answer = await link.ask(redis => jobs.listDead(redis, limit))
      const all = [...(answer.kind === 'answered' ? answer.value : []), ...(await local.listDead(limit))]
      return all.toSorted((a, b) => b.failedAt - a.failedAt).slice(0, limit)
    },
    async replay(job, key) {
      const answer = await link.ask(redis => jobs.takeDead(redis, { job, key }))
      const wasHere = await local.replay(job, key)
      const wasThere = answer.kind === 'answered' && answer.value
      // Not behind the caller's back: who replays from a terminal is gone the moment after.
      if (wasThere) await link.ask(redis => jobs.add(redis, [{ job, key, delayMs: 0, isReminder: false }]))
      return wasHere || wasThere
    },
    async close(timeoutMs) {
      isClosed = true
      const closing = Promise.all(takers.map(async taker => (await taker).close()))
      await Promise.race([Promise.all([closing, local.close(timeoutMs)]), sleep(clock, timeoutMs)])
    },
  }

  function wake(job: JobName, key: string, delayMs = 0): void {
    ask({ job, key, delayMs, isReminder: false })
  }

  function ask(asked: Wake): void {
    if (isClosed) return
    if (bells.has(asked.job) || !link.isUp()) wakeHere(asked)
    if (link.isUp()) depart(asked)
  }

  function wakeHere({ job, key, delayMs, isReminder, everyMs }: Wake): void {
    if (everyMs !== undefined) local.schedule(job, key, everyMs)
    else if (isReminder) local.remind(job, key)
    else local.wake(job, key, delayMs)
  }
}

/** Another process of this installation may be of another version: what is not understood is not heard. */
function readWakes(message: unknown): readonly Wake[] {
  return Array.isArray(message) ? message.filter(isWake) : []
}

function isWake(value: Partial<Wake> | null): value is Wake {
  return (
    typeof value?.key === 'string' && typeof value.delayMs === 'number' && jobNames.some(known => known === value.job)
  )
}

function addCounts(shared: readonly JobCount[], here: readonly JobCount[]): readonly JobCount[] {
  const both = [...shared, ...here]
  return jobNames.flatMap(job => {
    const ours = both.filter(count => count.job === job)
    if (ours.length === 0) return []
    const total = (read: (count: JobCount) => number): number => ours.reduce((sum, count) => sum + read(count), 0)
    return [
      {
        job,
        waiting: total(count => count.waiting),
        delayed: total(count => count.delayed),
        active: total(count => count.active),
        dead: total(count => count.dead),
      },
    ]
  })
}
