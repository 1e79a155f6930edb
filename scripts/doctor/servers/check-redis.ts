import { pingRedis } from '#shared/cache'
import { defineCheck, find } from '../define-check.ts'

/** Whether Redis answers, when one is named. */
export const checkRedis = defineCheck({
  name: 'redis',
  place: 'outside',
  limitMs: 10_000,
  async run({ settings }) {
    const { url, db } = settings.redis
    if (url === null) return find('redis.off')
    const { host } = new URL(url.reveal())
    const ping = await pingRedis({ url, db })
    switch (ping.kind) {
      case 'answered':
        return find('redis.ready', { host })
      case 'refused':
        return find('redis.refused', { host, code: ping.code })
      case 'unreachable':
        return find('redis.unreachable', { host, code: ping.code })
    }
  },
})
