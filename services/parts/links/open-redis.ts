import {
  type Broadcast,
  connectRedis,
  createMemoryCounter,
  createRedisCounter,
  type OpenCounter,
  openBroadcast,
  type RedisLink,
} from '#shared/cache'
import { createMemoryQueue, createRedisQueue, type Queue } from '#shared/events'
import { type Logger, systemClock } from '#shared/utils'
import type { Settings } from '../../settings.ts'

/** What the processes of an installation share through Redis. */
export interface RedisRooms {
  readonly link: RedisLink
  readonly broadcast: Broadcast
}

/** Null where the settings name no Redis. Does not wait for one that is named. */
export async function openRedis({ redis }: Settings, logger: Logger): Promise<RedisRooms | null> {
  const { url, db, key_prefix: prefix } = redis
  if (url === null) return null
  const link = await connectRedis({ url, db }, { clock: systemClock, logger, prefix })
  return { link, broadcast: openBroadcast(link, logger) }
}

/** The queue of many processes where there is Redis, else of this one. */
export async function openQueue(redis: RedisRooms | null, logger: Logger): Promise<Queue> {
  return redis === null
    ? createMemoryQueue(systemClock, logger)
    : createRedisQueue({ ...redis, clock: systemClock, logger })
}

/** Counts of all processes where there is Redis, else of this one. */
export function counterOpener(redis: RedisRooms | null): OpenCounter {
  return (topic, windowMs) =>
    redis === null
      ? createMemoryCounter(systemClock, windowMs)
      : createRedisCounter({ link: redis.link, clock: systemClock }, topic, windowMs)
}
