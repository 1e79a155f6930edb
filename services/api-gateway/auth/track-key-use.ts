import { type ApiKey, isUseWorthNoting, noteKeyUse } from '#capabilities/access'
import type { Database } from '#shared/database'
import { type Clock, errorCode, type Logger } from '#shared/utils'

/** Writes down when keys were last used, beside the requests, which do not wait for it. */
export interface KeyUses {
  note(key: ApiKey): void
  /** Resolves when no note is being written. */
  settled(): Promise<void>
}

export function trackKeyUse({
  database,
  clock,
  logger,
}: {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
}): KeyUses {
  const underWay = new Map<number, Promise<void>>()
  return {
    note(key) {
      const nowMs = clock.now()
      if (underWay.has(key.id) || !isUseWorthNoting(key, nowMs)) return
      const written = noteKeyUse(database.db, key.id, nowMs)
        .catch((error: unknown) => logger.warn('key.use_not_noted', { keyId: key.id, code: errorCode(error) }))
        .finally(() => underWay.delete(key.id))
      underWay.set(key.id, written)
    },
    async settled() {
      await Promise.all(underWay.values())
    },
  }
}
