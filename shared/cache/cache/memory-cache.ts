import type { Clock } from '#shared/utils'
import type { Cache } from './cache.ts'

export interface CacheBounds {
  readonly ttlMs: number
  /** What has not been asked for the longest goes first. */
  readonly maxEntries: number
}

/** The cache of one process. */
export function createMemoryCache<Value>(clock: Clock, { ttlMs, maxEntries }: CacheBounds): Cache<Value> {
  const entries = new Map<string, { readonly value: Value; readonly endsAt: number }>()
  return {
    async get(name) {
      const entry = entries.get(name)
      if (entry === undefined) return null
      entries.delete(name)
      if (entry.endsAt <= clock.elapsed()) return null
      entries.set(name, entry)
      return entry.value
    },
    async set(name, value) {
      entries.delete(name)
      entries.set(name, { value, endsAt: clock.elapsed() + ttlMs })
      const [oldest] = entries.keys()
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest)
    },
  }
}
