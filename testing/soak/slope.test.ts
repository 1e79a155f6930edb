import { expect, it } from 'vitest'
import { lowestOfEach, type Sample, slopePerTenMinutes } from './slope.ts'

it('finds how much a steady growth is in ten minutes', () => {
  const samples = everyMinute(minute => 100 + minute * 0.3)
  expect(slopePerTenMinutes(samples)).toBeCloseTo(3)
})

it('finds none where nothing grows, and none in fewer than two samples', () => {
  expect(slopePerTenMinutes(everyMinute(() => 100))).toBe(0)
  expect(slopePerTenMinutes([{ atMs: 0, megabytes: 7 }])).toBe(0)
  expect(slopePerTenMinutes([])).toBe(0)
})

it('looks at where the teeth of a saw begin, not at where they end', () => {
  const saw = everyMinute(minute => 100 + (minute % 5) * (10 + minute))
  expect(slopePerTenMinutes(saw)).toBeGreaterThan(1)
  expect(slopePerTenMinutes(lowestOfEach(saw, 5 * 60_000))).toBe(0)
})

it('leaves out a last window that is not whole', () => {
  expect(
    lowestOfEach(
      everyMinute(minute => minute),
      7 * 60_000,
    ).map(({ megabytes }) => megabytes),
  ).toEqual([0, 7, 14, 21])
})

function everyMinute(megabytes: (minute: number) => number): readonly Sample[] {
  return Array.from({ length: 30 }, (_, minute) => ({ atMs: minute * 60_000, megabytes: megabytes(minute) }))
}
