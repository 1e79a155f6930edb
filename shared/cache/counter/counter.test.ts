import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFakeClock, newId, sleep, systemClock } from '#shared/utils'
import { openRedisLink } from '../../../testing/open-redis-link.ts'
import { isAnyRedisMissing, isRedisMissing, openTestRedis, startRedis } from '../../../testing/start-redis.ts'
import type { RedisLink } from '../redis/redis-link.ts'
import { describeCounter } from './counter.contract.ts'
import { createMemoryCounter } from './memory-counter.ts'
import { createRedisCounter } from './redis-counter.ts'

describeCounter('counts in memory', async () => {
  const clock = createFakeClock()
  return { counter: createMemoryCounter(clock, 300), pass: ms => clock.advance(ms) }
})

describe.skipIf(isAnyRedisMissing)('with Redis', () => {
  let redis: Awaited<ReturnType<typeof openTestRedis>>
  let link: RedisLink
  beforeAll(async () => {
    redis = await openTestRedis()
    link = await openRedisLink(redis.url)
  })
  afterAll(async () => {
    link.close()
    await redis.stop()
  })

  const openCounter = (topic: string, windowMs: number) =>
    createRedisCounter({ link, clock: systemClock }, topic, windowMs)

  describeCounter('counts in Redis', async () => ({
    counter: openCounter(newId(), 300),
    // Time in Redis is its own.
    pass: ms => sleep(systemClock, ms),
  }))

  it('are those of all processes together', async () => {
    const [here, there] = [openCounter('shared', 60_000), openCounter('shared', 60_000)]
    await here.add('anna')
    expect((await there.add('anna')).count).toBe(2)
    expect((await here.read('anna')).count).toBe(2)
  })
})

it.skipIf(isRedisMissing)('without its Redis, a process goes on with what it has counted itself', async () => {
  const redis = await startRedis('open-sesame')
  const link = await openRedisLink(redis.url)
  const counter = createRedisCounter({ link, clock: systemClock }, 'here', 60_000)
  for (let count = 0; count < 3; count += 1) await counter.add('anna')
  await redis.kill()
  expect((await counter.add('anna')).count).toBe(4)
  expect((await counter.read('anna')).count).toBe(4)
  link.close()
  await redis.stop()
})
