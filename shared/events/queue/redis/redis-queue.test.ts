import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openBroadcast, type RedisLink } from '#shared/cache'
import { createLogger, newId, systemClock } from '#shared/utils'
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
})
