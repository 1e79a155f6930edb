import type { Queue as BullQueue, Job, JobsOptions } from 'bullmq'
import type { Redis, RedisLink } from '#shared/cache'
import { keptDeadLetters } from '../dead-letters.ts'
import { type DeadLetter, type JobCount, type JobName, pauseOf } from '../queue.ts'
import type { RetryPolicy } from '../retry-policy.ts'
import type { Wake } from './wake-line.ts'

type Bull = BullQueue<JobFields>

export interface JobFields {
  readonly key: string
  /** Asked for by a timer: the next one asks anew. */
  readonly comesRound?: true
}

/** The jobs that any process may do, as BullMQ keeps them. Every method but `forget` rejects when Redis does not answer. */
export interface SharedJobs {
  add(redis: Redis, wakes: readonly Wake[]): Promise<void>
  count(redis: Redis): Promise<readonly JobCount[]>
  listDead(redis: Redis, limit: number): Promise<readonly DeadLetter[]>
  /** Takes the dead letters of a key off the list, all but the one with `keptId`; false when there were none. */
  takeDead(redis: Redis, of: { readonly job: JobName; readonly key: string }, keptId?: string): Promise<boolean>
  /** Begins anew at the next call. */
  forget(): void
}

export interface SharedJobsOptions {
  readonly link: RedisLink
  readonly jobs: readonly JobName[]
  readonly retries: RetryPolicy
}

// A dead letter of last week tells nobody anything.
const keptSeconds = 7 * 24 * 3600

export async function openSharedJobs({ link, jobs, retries }: SharedJobsOptions): Promise<SharedJobs> {
  const { Queue } = await import('bullmq')
  const bulls = new Map<JobName, Bull>()
  return {
    async add(redis, asked) {
      const wakes = await dropEarly(redis, asked)
      const byJob = jobs.map(job => ({ job, ours: wakes.filter(wake => wake.job === job) }))
      await Promise.all(
        byJob
          .filter(({ ours }) => ours.length > 0)
          .map(({ job, ours }) => bullOf(redis, job).addBulk(ours.map(wake => toBullJob(wake, retries)))),
      )
    },
    count: redis => Promise.all(jobs.map(job => countJob(job, bullOf(redis, job)))),
    async listDead(redis, limit) {
      const lists = await Promise.all(jobs.map(job => listDeadOf(job, bullOf(redis, job), limit)))
      return lists.flat()
    },
    async takeDead(redis, { job, key }, keptId) {
      if (!jobs.includes(job)) return false
      const bull = bullOf(redis, job)
      if ((await bull.getFailedCount()) === 0) return false
      const dead = await bull.getFailed(0, keptDeadLetters)
      const ours = dead.filter(isThere).filter(letter => letter.data.key === key && letter.id !== keptId)
      await Promise.all(ours.map(letter => letter.remove()))
      return ours.length > 0
    },
    forget: () => bulls.clear(),
  }

  /**
   * A key of ours that lapses, and not BullMQ's own `deduplication.ttl`: that one lapses in the middle of a long run or of a pause
   * between tries, too, and there would be two runs at once. After a FLUSHALL whoever asks next begins anew.
   */
  async function dropEarly(redis: Redis, wakes: readonly Wake[]): Promise<readonly Wake[]> {
    const isHeard = await Promise.all(
      wakes.map(async ({ job, key, everyMs }) => {
        if (everyMs === undefined) return true
        return (await redis.set(`${link.prefix}:pace:${job}:${key}`, '1', 'PX', pauseOf(everyMs), 'NX')) === 'OK'
      }),
    )
    return wakes.filter((_, at) => isHeard[at])
  }

  function bullOf(redis: Redis, job: JobName): Bull {
    const known = bulls.get(job)
    if (known !== undefined) return known
    const bull: Bull = new Queue(job, { connection: redis, prefix: queuePrefix(link) })
    // Each failure also reaches whoever asked.
    bull.on('error', () => {})
    bulls.set(job, bull)
    return bull
  }
}

export function queuePrefix({ prefix }: RedisLink): string {
  return `${prefix}:queue`
}

/**
 * BullMQ's own words for the promises of the contract: one job a key; a wake replaces the delay of what waits, a reminder does
 * not; and what is asked for during a run is done once more after it.
 */
function toBullJob({ job, key, delayMs, isReminder, everyMs }: Wake, retries: RetryPolicy) {
  const opts: JobsOptions = {
    delay: delayMs,
    attempts: retries.attempts,
    backoff: { type: 'exponential', delay: retries.baseMs, jitter: retries.jitter },
    deduplication: isReminder ? { id: key } : { id: key, replace: true, keepLastIfActive: true },
    removeOnComplete: true,
    removeOnFail: { count: keptDeadLetters, age: keptSeconds },
    // A stack trace may quote what a client wrote.
    stackTraceLimit: 0,
  }
  const data: JobFields = everyMs === undefined ? { key } : { key, comesRound: true }
  return { name: job, data, opts }
}

async function countJob(job: JobName, bull: Bull): Promise<JobCount> {
  const counts = await bull.getJobCounts('waiting', 'delayed', 'active', 'failed')
  const { waiting = 0, delayed = 0, active = 0, failed = 0 } = counts
  return { job, waiting, delayed, active, dead: failed }
}

async function listDeadOf(job: JobName, bull: Bull, limit: number): Promise<readonly DeadLetter[]> {
  const failed = await bull.getFailed(0, limit - 1)
  return failed.filter(isThere).map(letter => ({
    job,
    key: letter.data.key,
    code: letter.failedReason,
    attempts: letter.attemptsMade,
    failedAt: letter.finishedOn ?? letter.timestamp,
  }))
}

/** A job that went between two questions is listed as nothing, whatever the types say. */
function isThere(job: Job<JobFields> | undefined): job is Job<JobFields> {
  return job !== undefined
}
