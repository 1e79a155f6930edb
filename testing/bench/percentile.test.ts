import { expect, it } from 'vitest'
import { percentile } from './percentile.ts'

it('is a value that was measured, by nearest rank', () => {
  const values = [5, 1, 4, 2, 3]
  expect(percentile(values, 50)).toBe(3)
  expect(percentile(values, 95)).toBe(5)
  expect(percentile(values, 20)).toBe(1)
  expect(percentile(values, 21)).toBe(2)
})

it('compares numbers, not their digits', () => {
  expect(percentile([9, 10, 100], 50)).toBe(10)
})

it('is the smallest value at 0 and not a number of nothing', () => {
  expect(percentile([7, 8], 0)).toBe(7)
  expect(percentile([], 50)).toBeNaN()
})
