import { errorCode, type Secret } from '#shared/utils'

export interface RedisAddress {
  /** `redis://…` or `rediss://…`; a number at its end wins over `db`. */
  readonly url: Secret
  readonly db: number
}

export type RedisPing =
  | { readonly kind: 'answered' }
  /** It is Redis, and does not let us in: the password is wrong or missing, or there is no such database. */
  | { readonly kind: 'refused'; readonly code: 'WRONGPASS' | 'NOAUTH' | 'DB_INDEX' }
  /** `ECONNREFUSED`, `ENOTFOUND`, `timeout`, … */
  | { readonly kind: 'unreachable'; readonly code: string }

const timeoutMs = 3_000

/** Connects, asks `PING` once and leaves, within three seconds each. No retry. Never rejects for what a server can do. */
export async function pingRedis({ url, db }: RedisAddress): Promise<RedisPing> {
  const { Redis } = await import('ioredis')
  const path = new URL(url.reveal()).pathname.slice(1)
  const redis = new Redis(url.reveal(), {
    ...(path === '' ? { db } : {}),
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    // The question whether it is still loading its file would be a further command with errors of its own.
    enableReadyCheck: false,
    disableClientInfo: true,
  })
  // Every failure is told twice, here and by the promise; the first telling names the cause.
  let cause: unknown = null
  redis.on('error', error => {
    cause ??= error
  })
  try {
    await redis.connect()
    await redis.ping()
    return cause === null ? { kind: 'answered' } : readFailure(cause)
  } catch (error) {
    return readFailure(cause ?? error)
  } finally {
    redis.disconnect()
  }
}

function readFailure(error: unknown): RedisPing {
  const text = error instanceof Error ? error.message : ''
  if (/WRONGPASS|invalid password|AUTH <password> called without/i.test(text)) {
    return { kind: 'refused', code: 'WRONGPASS' }
  }
  if (text.includes('NOAUTH')) return { kind: 'refused', code: 'NOAUTH' }
  if (text.includes('DB index')) return { kind: 'refused', code: 'DB_INDEX' }
  if (/ETIMEDOUT|timed out/.test(text)) return { kind: 'unreachable', code: 'timeout' }
  return { kind: 'unreachable', code: errorCode(error) }
}
