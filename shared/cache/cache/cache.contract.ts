import { describe, expect, it } from 'vitest'
import type { Cache } from './cache.ts'

export interface CacheUnderTest {
  /** Keeps a value for 300 ms. */
  readonly cache: Cache<string>
  /** Lets so much time pass. */
  pass(ms: number): Promise<void>
}

/** What every cache promises. `open` makes an empty one. */
export function describeCache(name: string, open: () => Promise<CacheUnderTest>): void {
  describe(name, () => {
    it('gives what it was given last under a name, and nothing under others', async () => {
      const { cache } = await open()
      await cache.set('price', 'ten')
      await cache.set('price', 'twelve')
      expect(await cache.get('price')).toBe('twelve')
      expect(await cache.get('address')).toBeNull()
    })

    it('forgets what is older than its time', async () => {
      const { cache, pass } = await open()
      await cache.set('price', 'ten')
      await pass(350)
      expect(await cache.get('price')).toBeNull()
    })
  })
}
