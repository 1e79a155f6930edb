import type { Clock } from '#shared/utils'
import type { RedisLink } from '../redis/redis-link.ts'
import type { Cache } from './cache.ts'
import { type CacheBounds, createMemoryCache } from './memory-cache.ts'

export interface RedisCacheDeps<Value> {
  readonly link: RedisLink
  readonly clock: Clock
  /** Tells the caches of one installation apart. */
  readonly topic: string
  /** Null for what is not a value of this version. */
  readonly parse: (stored: unknown) => Value | null
}

/**
 * What one process has found, the others find too. Each keeps in memory what it has used itself, within the bounds; in Redis values
 * are bounded by their time alone.
 */
export function createRedisCache<Value>(
  { link, clock, topic, parse }: RedisCacheDeps<Value>,
  bounds: CacheBounds,
): Cache<Value> {
  const near = createMemoryCache<Value>(clock, bounds)
  const keyOf = (name: string): string => `${link.prefix}:cache:${topic}:${name}`
  return {
    async get(name) {
      const known = await near.get(name)
      if (known !== null) return known
      const answer = await link.ask(redis => redis.get(keyOf(name)))
      return answer.kind === 'answered' && answer.value !== null ? read(answer.value) : null
    },
    async set(name, value) {
      await near.set(name, value)
      await link.ask(redis => redis.set(keyOf(name), JSON.stringify(value), 'PX', bounds.ttlMs))
    },
  }

  function read(stored: string): Value | null {
    try {
      return parse(JSON.parse(stored))
    } catch {
      return null
    }
  }
}
