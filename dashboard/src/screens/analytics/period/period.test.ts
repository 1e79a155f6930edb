import { expect, it } from 'vitest'
import { bucketOf, changeOf, daysOf, parsePeriodChoice } from './period.ts'

const noon = new Date(2026, 2, 3, 12).getTime()

it('reads an address, and leaves out what it says wrongly', () => {
  expect(parsePeriodChoice({})).toEqual({ days: 30, isCompared: true })
  expect(parsePeriodChoice({ days: 7, compare: 'no' })).toEqual({ days: 7, isCompared: false })
  expect(parsePeriodChoice({ days: '8', from: 'x', to: '2026-01-01' })).toEqual({ days: 30, isCompared: true })
  const own = { from: '2026-01-01', to: '2026-01-31' }
  expect(parsePeriodChoice(own)).toEqual({ days: null, ...own, isCompared: true })
})

it('counts today as a day', () => {
  expect(daysOf({ days: 7, isCompared: true }, noon)).toEqual({ from: '2026-02-25', to: '2026-03-03' })
})

it.each([
  ['2026-01-01', '2026-01-31', 'day'],
  ['2026-01-01', '2026-03-31', 'week'],
  ['2026-01-01', '2026-12-31', 'month'],
])('shows %s to %s by the %s', (from, to, bucket) => {
  expect(bucketOf({ from, to })).toBe(bucket)
})

it('compares only where there is something to compare with', () => {
  expect([changeOf(12, 10), changeOf(5, 10), changeOf(5, 0), changeOf(null, 5), changeOf(5, undefined)]).toEqual([
    ...[0.2, -0.5, null, null, null],
  ])
})
