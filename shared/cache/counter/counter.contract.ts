import { describe, expect, it } from 'vitest'
import type { WindowCounter } from './counter.ts'

export interface CounterUnderTest {
  /** Windows of 300 ms. */
  readonly counter: WindowCounter
  /** Lets so much time pass. */
  pass(ms: number): Promise<void>
}

/** What every counter promises. `open` makes one that has counted nothing. */
export function describeCounter(name: string, open: () => Promise<CounterUnderTest>): void {
  describe(name, () => {
    it('counts each name for itself', async () => {
      const { counter } = await open()
      expect(await counter.read('anna')).toEqual({ count: 0, resetMs: 0 })
      expect((await counter.add('anna')).count).toBe(1)
      expect((await counter.add('anna')).count).toBe(2)
      expect((await counter.add('boris')).count).toBe(1)
      expect((await counter.read('anna')).count).toBe(2)
    })

    it('begins anew when a window has passed, which later counts do not make longer', async () => {
      const { counter, pass } = await open()
      expect((await counter.add('anna')).resetMs).toBeLessThanOrEqual(300)
      await pass(200)
      const { resetMs } = await counter.add('anna')
      expect(resetMs).toBeLessThanOrEqual(100)
      await pass(150)
      expect(await counter.read('anna')).toEqual({ count: 0, resetMs: 0 })
      expect((await counter.add('anna')).count).toBe(1)
    })

    it('loses none of what is counted at one moment', async () => {
      const { counter } = await open()
      const counts = await Promise.all(Array.from({ length: 20 }, () => counter.add('anna')))
      expect(counts.map(({ count }) => count).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, i) => i + 1),
      )
    })
  })
}
