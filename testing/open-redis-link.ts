import { connectRedis, type RedisLink } from '#shared/cache'
import { type Logger, newId, Secret, silentLogger, systemClock } from '#shared/utils'

/** A link under a prefix of its own, as soon as Redis has answered. Links of one `prefix` are processes of one installation. */
export async function openRedisLink(
  url: string,
  prefix = `test-${newId()}`,
  logger: Logger = silentLogger,
): Promise<RedisLink> {
  const link = await connectRedis({ url: new Secret(url), db: 0 }, { clock: systemClock, logger, prefix })
  await untilUp(link)
  return link
}

export async function untilUp(link: RedisLink): Promise<void> {
  const deadlineMs = systemClock.now() + 15_000
  while (!link.isUp()) {
    if (systemClock.now() > deadlineMs) throw new Error('Redis did not answer within 15 s')
    await new Promise<void>(resolve => setTimeout(resolve, 10))
  }
}
