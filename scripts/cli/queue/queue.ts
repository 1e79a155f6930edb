import { findDueConversations } from '#capabilities/conversations'
import { type DeadLetter, type JobCount, type JobName, jobNames, type Queue } from '#shared/events'
import { systemClock } from '#shared/utils'
import type { Settings } from '../../../services/settings.ts'
import type { Command, Surroundings } from '../command.ts'
import { withOwnerDatabase } from '../with-owner-database.ts'
import { withQueue } from './with-queue.ts'

/** What waits in the queue of several processes, what failed too often there, and the way to try that again. */
export const queueCommand: Command = {
  name: 'queue',
  usage: 'status | failed | retry JOB KEY | retry all',
  summary: 'Show what waits for the workers and what failed too often, and try failed jobs again (with REDIS_URL).',
  async run(args, surroundings) {
    const order = readOrder(args)
    if (order === null) {
      surroundings.complain(`Write: npm run cli -- queue ${queueCommand.usage}`)
      return 2
    }
    return withOwnerDatabase(surroundings, async (database, settings) => {
      if (order.kind !== 'status') return askQueue(settings, surroundings, queue => obey(order, queue, surroundings))
      const due = await findDueConversations(database.db, systemClock.now(), mostDue)
      surroundings.print(`Answers that are due now: ${due.length < mostDue ? due.length : `${mostDue} or more`}.`)
      return askQueue(settings, surroundings, async queue => {
        surroundings.print(formatCounts(await queue.count()))
        return 0
      })
    })
  },
}

type Order =
  | { readonly kind: 'status' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'retry'; readonly job: JobName; readonly key: string }
  | { readonly kind: 'retry-all' }

const mostDue = 1_000
/** As many as are kept. */
const mostDead = 1_000

function readOrder([verb, ...rest]: readonly string[]): Order | null {
  if ((verb === 'status' || verb === 'failed') && rest.length === 0) return { kind: verb }
  if (verb !== 'retry') return null
  if (rest.length === 1 && rest[0] === 'all') return { kind: 'retry-all' }
  const job = jobNames.find(name => name === rest[0])
  const [, key, ...more] = rest
  return job === undefined || key === undefined || more.length > 0 ? null : { kind: 'retry', job, key }
}

/** Without Redis there is nothing to ask: status still says what is due, and the rest cannot be. */
async function askQueue(
  settings: Settings,
  { print, complain }: Surroundings,
  work: (queue: Queue) => Promise<number>,
): Promise<number> {
  const outcome = await withQueue(settings, work)
  switch (outcome.kind) {
    case 'done':
      return outcome.value
    case 'off':
      print('Without REDIS_URL each process keeps its own queue in memory: see queue_jobs at /metrics, and its log.')
      return 0
    case 'unreachable':
      complain(`Redis does not answer (${outcome.code}). Check REDIS_URL: npm run doctor`)
      return 1
  }
}

async function obey(order: Exclude<Order, { kind: 'status' }>, queue: Queue, surroundings: Surroundings) {
  const { print, complain } = surroundings
  if (order.kind === 'failed') {
    print(formatDead(await queue.listDead(mostDead)))
    return 0
  }
  if (order.kind === 'retry') {
    if (await queue.replay(order.job, order.key)) print(`${order.job} ${order.key} is tried again.`)
    else complain(`${order.job} ${order.key} has not failed too often.`)
    return 0
  }
  const dead = await queue.listDead(mostDead)
  const tried = new Set(dead.map(({ job, key }) => `${job} ${key}`))
  for (const { job, key } of dead) await queue.replay(job, key)
  print(tried.size === 0 ? 'Nothing has failed too often.' : `Tried again: ${tried.size}.`)
  return 0
}

function formatCounts(counts: readonly JobCount[]): string {
  return counts
    .map(({ job, waiting, delayed, active, dead }) =>
      [job.padEnd(8), `${waiting} waiting`, `${delayed} delayed`, `${active} running`, `${dead} failed`].join('  '),
    )
    .join('\n')
}

function formatDead(dead: readonly DeadLetter[]): string {
  if (dead.length === 0) return 'Nothing has failed too often.'
  const lines = dead.map(
    ({ job, key, code, attempts, failedAt }) =>
      `${new Date(failedAt).toISOString().slice(0, 19)}Z  ${job} ${key}  ${code}, ${attempts} times`,
  )
  return [...lines, 'Try again: npm run cli -- queue retry JOB KEY'].join('\n')
}
