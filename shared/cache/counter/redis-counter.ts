import type { Clock } from '#shared/utils'
import type { RedisLink } from '../redis/redis-link.ts'
import type { WindowCount, WindowCounter } from './counter.ts'
import { createMemoryCounter } from './memory-counter.ts'

export interface RedisCounterDeps {
  readonly link: RedisLink
  readonly clock: Clock
}

/**
 * The counts of all processes together. This process counts its own part beside them: while Redis is away a limit is that of one
 * process, and whoever was shut out by this one stays out.
 */
export function createRedisCounter({ link, clock }: RedisCounterDeps, topic: string, windowMs: number): WindowCounter {
  const here = createMemoryCounter(clock, windowMs)
  const keyOf = (name: string): string => `${link.prefix}:count:${topic}:${name}`
  return {
    async add(name) {
      const own = await here.add(name)
      const key = keyOf(name)
      const answer = await link.ask(redis => redis.multi().set(key, 0, 'PX', windowMs, 'NX').incr(key).pttl(key).exec())
      return answer.kind === 'answered' ? readCount(answer.value?.slice(1)) : own
    },
    async read(name) {
      const key = keyOf(name)
      const answer = await link.ask(redis => redis.multi().get(key).pttl(key).exec())
      return answer.kind === 'answered' ? readCount(answer.value) : here.read(name)
    },
  }
}

type Replies = readonly (readonly [error: Error | null, reply: unknown])[]

/** Of a count and of the milliseconds it has left: negative ones mean that there is none. */
function readCount(replies: Replies | null | undefined): WindowCount {
  const [count = 0, leftMs = 0] = (replies ?? []).map(([, reply]) => Number(reply ?? 0))
  return leftMs > 0 ? { count, resetMs: leftMs } : { count: 0, resetMs: 0 }
}
