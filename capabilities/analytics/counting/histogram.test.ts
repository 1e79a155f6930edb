import { expect, it } from 'vitest'
import { createSeededChance } from '../../../testing/seeded-chance.ts'
import { bucketOf, percentile } from './histogram.ts'

function count(values: readonly number[]): ReadonlyMap<string, number> {
  const buckets = new Map<string, number>()
  for (const value of values) {
    const bucket = String(bucketOf(value))
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1)
  }
  return buckets
}

it.each([0.5, 0.95, 0.99])('finds the value that a share of %d does not exceed, within 1 %%', share => {
  const chance = createSeededChance(7)
  for (const size of [1, 2, 10, 1000]) {
    const values = Array.from({ length: size }, () => Math.ceil(10 ** (chance() * 8)))
    const exact = [...values].sort((one, other) => one - other)[Math.ceil(size * share) - 1] ?? 0
    const found = percentile(count(values), share) ?? Number.NaN
    expect(Math.abs(found - exact) / exact).toBeLessThan(0.0105 + 1 / exact)
  }
})

it('knows nothing of nothing, and that no time is no time', () => {
  expect(percentile(new Map(), 0.5)).toBeNull()
  expect(percentile(count([0, 0, 0]), 0.95)).toBe(0)
  expect(percentile(count([-5]), 0.5)).toBe(0)
})
