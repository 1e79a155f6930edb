import { type Clock, errorCode, type Logger } from '#shared/utils'
import type { Answer, Redis, RedisAddress, RedisLink } from './redis-link.ts'

export interface RedisLinkDeps {
  readonly clock: Clock
  readonly logger: Logger
  /** What all keys begin with. */
  readonly prefix: string
}

type Options = Readonly<Record<string, unknown>>

// A healthy Redis answers in a millisecond; this is for one that is stopped, swapping, or behind a cut cable.
const askTimeoutMs = 1_000
const probeEveryMs = 500
const longestPauseMs = 1_000

/**
 * Begins to connect and does not wait for it: a platform starts without its Redis. Says once that Redis is away and once that it
 * is back, however often it is asked meanwhile. The client's code is loaded here, because most installations never need it.
 */
export async function connectRedis(
  address: RedisAddress,
  { clock, logger, prefix }: RedisLinkDeps,
): Promise<RedisLink> {
  const { Redis: Client } = await import('ioredis')
  const connections = new Set<Redis>()
  let isUp = false
  let isClosed = false
  let awaySinceMs: number | null = null
  let cancelProbe = (): void => {}
  const shared = connect({
    commandTimeout: askTimeoutMs,
    // Commands that wait in memory for a reconnect would come late, and in numbers.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  })
  shared.on('ready', () => void probe())
  shared.on('close', () => noteAway('closed'))
  shared.on('error', error => noteAway(errorCode(error)))

  return {
    prefix,
    isUp: () => isUp,
    ask,
    open: () => connect({ maxRetriesPerRequest: null }),
    close() {
      isClosed = true
      isUp = false
      cancelProbe()
      for (const connection of connections) connection.disconnect()
    },
  }

  function connect(options: Options): Redis {
    const { path, url } = splitAddress(address)
    const redis = new Client(url, {
      ...(path === '' ? { db: address.db } : {}),
      connectTimeout: 5_000,
      keepAlive: 10_000,
      disableClientInfo: true,
      retryStrategy: attempt => Math.min(100 * attempt, longestPauseMs),
      ...options,
    })
    // Without a listener an error of a connection would end the process; the shared one tells of them all.
    redis.on('error', () => {})
    connections.add(redis)
    redis.once('end', () => connections.delete(redis))
    // BullMQ makes the connections on which it waits from one of ours: they end with the link, too.
    return Object.assign(redis, { duplicate: (more: Options = {}) => connect({ ...options, ...more }) })
  }

  async function ask<Value>(work: (redis: Redis) => Promise<Value>): Promise<Answer<Value>> {
    if (!isUp) return { kind: 'away' }
    try {
      return { kind: 'answered', value: await work(shared) }
    } catch (error) {
      if (isAnswer(error)) logger.error('redis.refused', { code: codeOfAnswer(error) })
      else noteAway(errorCode(error))
      return { kind: 'away' }
    }
  }

  function noteAway(code: string): void {
    if (isClosed) return
    if (awaySinceMs === null) {
      awaySinceMs = clock.now()
      logger.warn('redis.away', { code })
    }
    isUp = false
    cancelProbe()
    cancelProbe = clock.after(probeEveryMs, () => void probe())
  }

  /** Whether it is there again. A connection that is not open is mended by the client, which then says so. */
  async function probe(): Promise<void> {
    if (isClosed || isUp || shared.status !== 'ready') return
    try {
      await shared.ping()
    } catch (error) {
      return noteAway(isAnswer(error) ? codeOfAnswer(error) : errorCode(error))
    }
    if (isClosed) return
    isUp = true
    logger.info('redis.ready', awaySinceMs === null ? {} : { awayMs: clock.now() - awaySinceMs })
    awaySinceMs = null
  }
}

/** A number at the end of the address wins over the setting `db`. */
function splitAddress({ url }: RedisAddress): { readonly url: string; readonly path: string } {
  return { url: url.reveal(), path: new URL(url.reveal()).pathname.slice(1) }
}

/** Redis itself said no: it is there, and the question was wrong or not allowed (`OOM`, `NOAUTH`, `READONLY`). */
function isAnswer(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ReplyError'
}

/** The first word of what Redis says is its code; the rest may quote keys. */
function codeOfAnswer(error: Error): string {
  return /^[A-Z]+/.exec(error.message)?.[0] ?? 'ERR'
}
