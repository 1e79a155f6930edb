import { pingRedis } from '#shared/cache'
import type { Queue } from '#shared/events'
import { silentLogger, sleep, systemClock } from '#shared/utils'
import { openQueue, openRedis } from '../../../services/parts/links/open-redis.ts'
import type { Settings } from '../../../services/settings.ts'

export type QueueOutcome<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  /** There is no Redis. */
  | { readonly kind: 'off' }
  | { readonly kind: 'unreachable'; readonly code: string }

const patienceMs = 5_000

/** The queue that the processes of the installation share, for as long as `work` takes. */
export async function withQueue<Value>(
  settings: Settings,
  work: (queue: Queue) => Promise<Value>,
): Promise<QueueOutcome<Value>> {
  const { url, db } = settings.redis
  if (url === null) return { kind: 'off' }
  // Asked first, because it says what is wrong.
  const ping = await pingRedis({ url, db })
  if (ping.kind !== 'answered') return { kind: 'unreachable', code: ping.code }
  const redis = await openRedis(settings, silentLogger)
  if (redis === null) return { kind: 'off' }
  try {
    const lateAt = systemClock.now() + patienceMs
    while (!redis.link.isUp() && systemClock.now() < lateAt) await sleep(systemClock, 20)
    if (!redis.link.isUp()) return { kind: 'unreachable', code: 'timeout' }
    const queue = await openQueue(redis, silentLogger)
    return { kind: 'done', value: await work(queue) }
  } finally {
    redis.link.close()
  }
}
