import type { RedisLink } from '#shared/cache'
import { errorCode, type Logger } from '#shared/utils'
import type { JobName } from '../queue.ts'
import type { RetryPolicy } from '../retry-policy.ts'
import { type JobFields, queuePrefix } from './shared-jobs.ts'

export interface Taking {
  readonly job: JobName
  readonly concurrency: number
  readonly handle: (key: string) => Promise<void>
}

/** A process that takes jobs of one name from Redis. */
export interface Taker {
  /** Takes no more. */
  pause(): void
  /** Resolves when what was taken is done and Redis knows it. */
  close(): Promise<void>
}

export interface TakerDeps {
  readonly link: RedisLink
  readonly logger: Logger
  readonly retries: RetryPolicy
  /** For what comes round: takes its dead letters off the list, all but the one with `newestId`. */
  readonly keepOneDead: (key: string, newestId?: string) => Promise<void>
}

// A job whose process died is given to another after this long; a process that lives says so three times in it.
const lockMs = 15_000
const lookForDeadEveryMs = 5_000
// By then it is the job that kills processes. Its row is still due, and the sweeper asks again.
const maxDeaths = 10

export async function takeJobs(
  { link, logger, retries, keepOneDead }: TakerDeps,
  { job, concurrency, handle }: Taking,
): Promise<Taker> {
  const { Worker } = await import('bullmq')
  const worker = new Worker<JobFields>(job, ({ data: { key }, attemptsMade }) => run(key, attemptsMade + 1), {
    connection: link.open(),
    prefix: queuePrefix(link),
    concurrency,
    lockDuration: lockMs,
    stalledInterval: lookForDeadEveryMs,
    maxStalledCount: maxDeaths,
  })
  // The link has told that Redis is away; what else goes wrong here is found by the sweeper.
  worker.on('error', error => logger.debug('queue.worker_failed', { job, code: errorCode(error) }))
  worker.on('completed', ({ data: { key, comesRound } }) => {
    if (comesRound) void keepOneDead(key)
  })
  worker.on('failed', letter => {
    if (letter?.data.comesRound && letter.attemptsMade >= retries.attempts) void keepOneDead(letter.data.key, letter.id)
  })
  return {
    pause: () => void worker.pause(true).catch(() => {}),
    close: () => worker.close(),
  }

  async function run(key: string, attempt: number): Promise<void> {
    try {
      await handle(key)
    } catch (error) {
      const fields = { job, key, attempt, code: errorCode(error) }
      if (attempt < retries.attempts) logger.warn('queue.job_failed', fields)
      else logger.error('queue.job_dead', fields)
      // Redis keeps the words of an error: they are its code and nothing else.
      throw new Error(errorCode(error))
    }
  }
}
