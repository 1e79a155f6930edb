import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backOffMs } from './back-off.ts'

it('pauses double from 1 s and never exceed 30 s', () => {
  expect([0, 1, 2, 3, 4, 5, 50, 5_000].map(attempt => backOffMs(attempt, 0))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
  ])
})

it('chance takes away up to half of a pause, and never more', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
      const fullMs = backOffMs(attempt, 0)
      expect(backOffMs(attempt, chance)).toBeLessThanOrEqual(fullMs)
      expect(backOffMs(attempt, chance)).toBeGreaterThanOrEqual(fullMs / 2)
    }),
  )
})
