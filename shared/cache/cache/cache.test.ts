import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFakeClock, newId, sleep, systemClock } from '#shared/utils'
import { openRedisLink } from '../../../testing/open-redis-link.ts'
import { isAnyRedisMissing, isRedisMissing, openTestRedis, startRedis } from '../../../testing/start-redis.ts'
import type { RedisLink } from '../redis/redis-link.ts'
import { describeCache } from './cache.contract.ts'
import { createMemoryCache } from './memory-cache.ts'
import { createRedisCache } from './redis-cache.ts'

const parse = (stored: unknown): string | null => (typeof stored === 'string' ? stored : null)

function openCache(link: RedisLink, topic: string, ttlMs = 60_000) {
  return createRedisCache({ link, clock: systemClock, topic, parse }, { ttlMs, maxEntries: 10 })
}

describeCache('a cache in memory', async () => {
  const clock = createFakeClock()
  return { cache: createMemoryCache(clock, { ttlMs: 300, maxEntries: 10 }), pass: ms => clock.advance(ms) }
})

it('keeps in memory what was asked for last, and no more than it may', async () => {
  const cache = createMemoryCache<number>(createFakeClock(), { ttlMs: 1_000, maxEntries: 2 })
  await cache.set('a', 1)
  await cache.set('b', 2)
  await cache.get('a')
  await cache.set('c', 3)
  expect(await Promise.all(['a', 'b', 'c'].map(name => cache.get(name)))).toEqual([1, null, 3])
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

  describeCache('a cache in Redis', async () => ({
    cache: openCache(link, newId(), 300),
    // Time in Redis is its own.
    pass: ms => sleep(systemClock, ms),
  }))

  it('is that of all processes, and does not trip over what another version wrote', async () => {
    const [here, there] = [openCache(link, 'shared'), openCache(link, 'shared')]
    await here.set('price', 'ten')
    expect(await there.get('price')).toBe('ten')
    await link.ask(client => client.set(`${link.prefix}:cache:shared:other`, '{"new":'))
    await link.ask(client => client.set(`${link.prefix}:cache:shared:newer`, '{"new":1}'))
    expect(await Promise.all([there.get('other'), there.get('newer')])).toEqual([null, null])
  })
})

it.skipIf(isRedisMissing)('without its Redis a process has what it has used itself', async () => {
  const redis = await startRedis('open-sesame')
  const link = await openRedisLink(redis.url)
  const cache = openCache(link, 'near')
  await cache.set('price', 'ten')
  await redis.kill()
  await cache.set('address', 'here')
  expect(await Promise.all(['price', 'address', 'hours'].map(name => cache.get(name)))).toEqual(['ten', 'here', null])
  link.close()
  await redis.stop()
})
