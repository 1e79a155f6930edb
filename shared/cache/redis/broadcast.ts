import { type Logger, newId } from '#shared/utils'
import type { RedisLink } from './redis-link.ts'

/**
 * Tells the other processes of this installation something, at once and at most once: what is said while Redis is away, or a
 * listener reconnects, is heard by nobody. So what is told is a hint; whoever must not miss it also looks at the rows.
 */
export interface Broadcast {
  /** Returns at once and never throws. `message` must survive JSON. */
  send(topic: string, message: unknown): void
  /** Calls `hear` with what other processes send; what this one sends it does not hear. `hear` must not throw. */
  listen(topic: string, hear: (message: unknown) => void): void
}

/** One connection listens for all topics. */
export function openBroadcast(link: RedisLink, logger: Logger): Broadcast {
  const self = newId()
  const listener = link.open()
  const hearers = new Map<string, (message: unknown) => void>()
  listener.on('message', (channel: string, text: string) => {
    const envelope = open(text)
    if (envelope === null) logger.warn('broadcast.not_understood', { channel })
    else if (envelope.from !== self) hearers.get(channel)?.(envelope.message)
  })

  return {
    send(topic, message) {
      const text = JSON.stringify({ from: self, message })
      void link.ask(redis => redis.publish(channelOf(topic), text))
    },
    listen(topic, hear) {
      hearers.set(channelOf(topic), hear)
      // The client subscribes again by itself whenever it has reconnected.
      void listener.subscribe(channelOf(topic)).catch(() => {})
    },
  }

  function channelOf(topic: string): string {
    return `${link.prefix}:${topic}`
  }
}

function open(text: string): { readonly from: unknown; readonly message: unknown } | null {
  try {
    const envelope: unknown = JSON.parse(text)
    if (typeof envelope !== 'object' || envelope === null || !('from' in envelope) || !('message' in envelope))
      return null
    return envelope
  } catch {
    return null
  }
}
