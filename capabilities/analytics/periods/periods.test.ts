import { expect, it } from 'vitest'
import { createSeededChance } from '../../../testing/seeded-chance.ts'
import { parsePeriod, previousPeriod } from './parse-period.ts'
import { splitPeriod } from './split-period.ts'
import { createTimeGrid } from './time-grid.ts'

const hour = 3_600_000
const berlin = createTimeGrid('Europe/Berlin')
const now = Date.UTC(2026, 0, 14, 9)

it.each([
  // Clocks go forward on 29 March and back on 25 October.
  ['Europe/Berlin', '2026-03-29', 23],
  ['Europe/Berlin', '2026-10-25', 25],
  ['Europe/Berlin', '2026-06-01', 24],
  ['America/New_York', '2026-03-08', 23],
  // Clocks change by half an hour here, and at midnight there.
  ['Australia/Lord_Howe', '2026-04-05', 24.5],
  ['America/Santiago', '2026-09-06', 23],
  ['Asia/Kathmandu', '2026-09-06', 24],
])('in %s the day %s has %d hours', (zone, day, hours) => {
  const grid = createTimeGrid(zone)
  const period = parsePeriod({ from: day, to: day }, grid, now)
  if (period.kind !== 'period') throw new TypeError(period.detail)
  expect((period.to - period.from) / hour).toBe(hours)
  expect(grid.floor(period.to - 1, 'day')).toBe(period.from)
  expect(grid.ceil(period.from + 1, 'day')).toBe(period.to)
})

it('agrees with the calendar about the day of any instant, in any zone', () => {
  const chance = createSeededChance(1)
  for (const timeZone of ['Europe/Moscow', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia']) {
    const grid = createTimeGrid(timeZone)
    const nameDay = new Intl.DateTimeFormat('sv-SE', { timeZone })
    for (let round = 0; round < 400; round++) {
      const at = Math.floor(Date.UTC(2010, 0, 1) + chance() * 16 * 365 * 24 * hour)
      const start = grid.floor(at, 'day')
      expect(nameDay.format(start)).toBe(nameDay.format(at))
      expect(nameDay.format(start - 1)).not.toBe(nameDay.format(at))
      expect(nameDay.format(grid.floor(at, 'month'))).toBe(`${nameDay.format(at).slice(0, 7)}-01`)
    }
  }
})

it('splits any period into stretches without a gap, as coarse as they can be', () => {
  const chance = createSeededChance(2)
  for (let round = 0; round < 300; round++) {
    const from = Math.floor(Date.UTC(2025, 0, 1) + chance() * 400 * 24 * hour)
    const to = from + Math.floor(chance() ** 3 * 731 * 24 * hour)
    const stretches = splitPeriod({ from, to }, berlin)
    const edges = stretches.flatMap(stretch => [stretch.from, stretch.to])
    expect(edges).toEqual([...edges].sort((one, other) => one - other))
    for (const [index, stretch] of stretches.entries()) {
      expect(berlin.floor(stretch.from, stretch.grain)).toBe(stretch.from)
      expect(berlin.floor(stretch.to, stretch.grain)).toBe(stretch.to)
      expect(stretch.from).toBe(stretches[index - 1]?.to ?? berlin.floor(from, 'quarter'))
    }
    expect(stretches.length).toBeLessThanOrEqual(5)
    if (to > from) expect(stretches.at(-1)?.to).toBe(berlin.ceil(to, 'quarter'))
  }
})

it('has thirty days up to the end of today when nothing is asked for', () => {
  const period = parsePeriod({}, berlin, now)
  expect(period).toMatchObject({ from: Date.UTC(2025, 11, 15, 23), to: Date.UTC(2026, 0, 14, 23) })
})

it('allows two years to the day, and no day more', () => {
  expect(parsePeriod({ from: '2024-01-01', to: '2025-12-31' }, berlin, now).kind).toBe('period')
  expect(parsePeriod({ from: '2024-01-01', to: '2026-01-01' }, berlin, now).kind).toBe('period')
  expect(parsePeriod({ from: '2024-01-01', to: '2026-01-03' }, berlin, now).kind).toBe('invalid')
})

it('goes back by as many days as the period has, over a change of clocks too', () => {
  const week = parsePeriod({ from: '2026-03-30', to: '2026-04-05' }, berlin, now)
  if (week.kind !== 'period') throw new TypeError(week.detail)
  const before = previousPeriod(week, berlin)
  expect((before.to - before.from) / hour).toBe(7 * 24 - 1)
  const span = { from: now, to: now + 5 * hour }
  expect(previousPeriod(span, berlin)).toEqual({ from: now - 5 * hour, to: now })
})
