import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openBroadcast, type RedisLink } from '#shared/cache'
import { createLogger, newId, type Repetition, silentLogger, systemClock } from '#shared/utils'
import { buildPlatform, buildTimeoutMs } from '../../../../testing/build-platform.ts'
import { runInChild } from '../../../../testing/child-process.ts'
import { closedGate } from '../../../../testing/open-gate.ts'
import { openRedisLink } from '../../../../testing/open-redis-link.ts'
import {
  isAnyRedisMissing,
  isRedisMissing,
  openTestRedis,
  type RedisServer,
  startRedis,
} from '../../../../testing/start-redis.ts'
import { describeQueue, quickRetries } from '../queue.contract.ts'
import type { Queue } from '../queue.ts'
import { startChores } from '../start-chores.ts'
import { createRedisQueue } from './redis-queue.ts'

const patient = { timeout: 20_000, interval: 10 }

interface TestProcess {
  readonly queue: Queue
  readonly link: RedisLink
  /** The events it has logged. */
  readonly logged: string[]
  close(): Promise<void>
}

/** A queue as a process of the installation `prefix` has it. */
async function openProcess(url: string, prefix = `test-${newId()}`): Promise<TestProcess> {
  const logged: string[] = []
  const logger = createLogger({ level: 'info', write: line => void logged.push(JSON.parse(line).event) })
  const link = await openRedisLink(url, prefix, logger)
  const broadcast = openBroadcast(link, logger)
  const queue = await createRedisQueue({ link, broadcast, clock: systemClock, logger }, { retries: quickRetries })
  return {
    queue,
    link,
    logged,
    async close() {
      await queue.close(5_000)
      link.close()
    },
  }
}

/** Does the chores of one kind in a process, until the returned function is called. */
function doChores({ queue }: TestProcess, ...chores: readonly Repetition[]): () => Promise<void> {
  return startChores({ queue, clock: systemClock, logger: silentLogger }, 'chore', chores)
}

describe.skipIf(isAnyRedisMissing)('on any Redis', () => {
  let redis: Pick<RedisServer, 'url' | 'stop'>
  beforeAll(async () => {
    redis = await openTestRedis()
  })
  afterAll(() => redis.stop())

  describeQueue('the queue of many processes', () => openProcess(redis.url))

  it('shares work among processes, and gives one key to one of them', async () => {
    const prefix = `test-${newId()}`
    const [one, two] = await Promise.all([openProcess(redis.url, prefix), openProcess(redis.url, prefix)])
    const gate = closedGate()
    const taken = { one: [] as string[], two: [] as string[] }
    const take = (queue: Queue, keys: string[]) =>
      queue.work('turn', 2, key => {
        keys.push(key)
        return gate.opened
      })
    take(one.queue, taken.one)
    take(two.queue, taken.two)
    for (let key = 0; key < 4; key += 1) for (const { queue } of [one, two]) queue.wake('turn', String(key))
    await expect.poll(() => [taken.one.length, taken.two.length], patient).toEqual([2, 2])
    expect([...taken.one, ...taken.two].toSorted()).toEqual(['0', '1', '2', '3'])
    gate.open()
    await Promise.all([one.close(), two.close()])
  })

  it('lets one of the processes do a chore, once a period, and never two at once', async () => {
    const prefix = `test-${newId()}`
    const processes = await Promise.all([1, 2, 3].map(() => openProcess(redis.url, prefix)))
    const doneBy = processes.map(() => 0)
    let rare = 0
    let active = 0
    let most = 0
    const often = async (at: number): Promise<'done'> => {
      most = Math.max(most, ++active)
      // Two periods pass within each run: what is asked for meanwhile must not begin a second one.
      await new Promise(resolve => setTimeout(resolve, 40))
      active -= 1
      doneBy[at] = (doneBy[at] ?? 0) + 1
      return 'done'
    }
    const seldom = async (): Promise<'done'> => {
      rare += 1
      return 'done'
    }
    const stops = processes.map((process, at) =>
      doChores(
        process,
        { name: 'often', everyMs: 20, run: () => often(at) },
        { name: 'seldom', everyMs: 60_000, run: seldom },
      ),
    )
    await expect.poll(() => Math.min(...doneBy), patient).toBeGreaterThan(0)
    expect([most, rare]).toEqual([1, 1])
    await Promise.all(stops.map(stop => stop()))
    await Promise.all(processes.map(process => process.close()))
  })

  it('rings for an account in the process that has it, whoever wakes', async () => {
    const prefix = `test-${newId()}`
    const [speaker, worker] = await Promise.all([openProcess(redis.url, prefix), openProcess(redis.url, prefix)])
    const rung: string[] = []
    speaker.queue.work('outbox', 1, async key => void rung.push(key))
    await expect
      .poll(() => {
        worker.queue.wake('outbox', '5')
        return rung
      }, patient)
      .toContain('5')
    await Promise.all([speaker.close(), worker.close()])
  })
})

describe.skipIf(isRedisMissing)('a Redis that fails', () => {
  let redis: RedisServer
  let here: TestProcess
  beforeAll(async () => {
    redis = await startRedis('open-sesame')
  })
  afterEach(async () => {
    await here.close()
    redis.resume()
  })
  afterAll(() => redis.stop())

  async function open(): Promise<string[]> {
    here = await openProcess(redis.url)
    const runs: string[] = []
    here.queue.work('turn', 4, async key => void runs.push(key))
    here.queue.wake('turn', 'before')
    await expect.poll(() => runs, patient).toEqual(['before'])
    return runs
  }

  it('by hanging does not hold up who wakes: this process wakes itself, and says so once', async () => {
    const runs = await open()
    redis.pause()
    for (let key = 0; key < 100; key += 1) here.queue.wake('turn', `hung ${key}`)
    await expect.poll(() => runs.length, patient).toBe(101)
    expect(here.link.isUp()).toBe(false)
    here.queue.wake('turn', 'local')
    await expect.poll(() => runs, patient).toContain('local')
    expect(here.logged.filter(event => event === 'redis.away')).toHaveLength(1)

    redis.resume()
    await expect.poll(() => here.link.isUp(), patient).toBe(true)
    here.queue.wake('turn', 'after')
    await expect.poll(() => runs, patient).toContain('after')
    expect(here.logged.filter(event => event.startsWith('redis.'))).toEqual([
      'redis.ready',
      'redis.away',
      'redis.ready',
    ])
  })

  it('by dying and coming back empty is used again', async () => {
    const runs = await open()
    await redis.kill()
    await expect.poll(() => here.link.isUp(), patient).toBe(false)
    here.queue.wake('turn', 'without')
    await expect.poll(() => runs, patient).toContain('without')
    await redis.restart()
    await expect.poll(() => here.link.isUp(), patient).toBe(true)
    here.queue.wake('turn', 'with')
    await expect.poll(() => runs, patient).toContain('with')
  })

  it('by being flushed in the middle of a run and of a delay is asked again by the sweeper', async () => {
    here = await openProcess(redis.url)
    const gate = closedGate()
    const runs: string[] = []
    here.queue.work('turn', 4, async key => {
      runs.push(key)
      if (key === 'running') await gate.opened
    })
    here.queue.wake('turn', 'running')
    here.queue.wake('turn', 'delayed', 300)
    await expect.poll(() => runs, patient).toEqual(['running'])
    expect((await here.link.ask(client => client.flushall())).kind).toBe('answered')
    here.queue.remind('turn', 'delayed')
    await expect.poll(() => runs, patient).toContain('delayed')
    gate.open()
    here.queue.wake('turn', 'running')
    await expect.poll(() => runs.filter(key => key === 'running').length, patient).toBe(2)
  })

  it('by being flushed under load, again and again, loses no chore: the next timer asks anew', async () => {
    const prefix = `test-${newId()}`
    here = await openProcess(redis.url, prefix)
    const other = await openProcess(redis.url, prefix)
    const rounds = { quick: 0, broken: 0, greedy: 0 }
    const note = (name: keyof typeof rounds, outcome: 'again' | 'done' = 'done') => ({
      name,
      everyMs: 20,
      run: async () => {
        rounds[name] += 1
        if (name === 'broken' && rounds.broken % 2 === 1) throw new Error('broken')
        return outcome
      },
    })
    const stops = [here, other].map(process =>
      doChores(process, note('quick'), note('broken'), note('greedy', 'again')),
    )
    for (let flush = 0; flush < 5; flush += 1) {
      expect((await here.link.ask(client => client.flushall())).kind).toBe('answered')
      const before = { ...rounds }
      await expect
        .poll(() => Object.entries(rounds).every(([name, count]) => count > before[name as 'quick'] + 2), patient)
        .toBe(true)
    }
    await Promise.all(stops.map(stop => stop()))
    await other.close()
  })

  it('leaves each process its own chores while it is away', async () => {
    const prefix = `test-${newId()}`
    here = await openProcess(redis.url, prefix)
    const other = await openProcess(redis.url, prefix)
    const runs = [0, 0]
    const stops = [here, other].map((process, at) =>
      doChores(process, {
        name: 'often',
        everyMs: 20,
        run: async () => {
          runs[at] = (runs[at] ?? 0) + 1
          return 'done'
        },
      }),
    )
    await expect.poll(() => Math.max(...runs), patient).toBeGreaterThan(2)
    await redis.kill()
    await expect.poll(() => here.link.isUp() || other.link.isUp(), patient).toBe(false)
    const before = [...runs]
    await expect.poll(() => runs.every((count, at) => count > (before[at] ?? 0) + 2), patient).toBe(true)
    await redis.restart()
    await expect.poll(() => here.link.isUp() && other.link.isUp(), patient).toBe(true)
    await Promise.all(stops.map(stop => stop()))
    await other.close()
  })

  describe('and a process that fails', () => {
    beforeAll(buildPlatform, buildTimeoutMs)

    it('by being killed in the middle of a chore leaves it to another', { timeout: 180_000 }, async () => {
      const prefix = `test-${newId()}`
      const child = runInChild(`
        import { connectRedis, openBroadcast } from '#shared/cache'
        import { createRedisQueue, startChores } from '#shared/events'
        import { Secret, silentLogger, systemClock } from '#shared/utils'
        const common = { clock: systemClock, logger: silentLogger }
        const url = new Secret(${JSON.stringify(redis.url)})
        const link = await connectRedis({ url, db: 0 }, { ...common, prefix: ${JSON.stringify(prefix)} })
        while (!link.isUp()) await new Promise(resolve => setTimeout(resolve, 10))
        const queue = await createRedisQueue({ ...common, link, broadcast: openBroadcast(link, silentLogger) })
        const run = () => new Promise(() => console.log('begun'))
        startChores({ ...common, queue }, 'chore', [{ name: 'write-summaries', everyMs: 50, run }])
        setInterval(() => {}, 1_000)
      `)
      expect(await child.firstLine).toBe('begun')
      here = await openProcess(redis.url, prefix)
      let rounds = 0
      const stop = doChores(here, {
        name: 'write-summaries',
        everyMs: 50,
        run: async () => {
          rounds += 1
          return 'done'
        },
      })
      const isActive = async () => (await here.queue.count()).find(({ job }) => job === 'chore')?.active
      await expect.poll(isActive, patient).toBe(1)
      expect(rounds).toBe(0)
      child.process.kill('SIGKILL')
      expect(await child.ended).toBe('SIGKILL')
      await expect.poll(() => rounds, { timeout: 60_000, interval: 50 }).toBeGreaterThan(2)
      await stop()
    })
  })
})
