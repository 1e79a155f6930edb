import { DateTime } from 'luxon'
import { expect, it } from 'vitest'
import { findHorizon, listOpenings } from './list-openings.ts'
import type { OpeningRules } from './opening-rules.ts'

const minute = 60_000
const hour = 60 * minute
const everyDay = [{ from: '09:00', to: '18:00' }]

/** Moscow: no change of the clocks, UTC+3. */
const rules: OpeningRules = {
  minutes: 60,
  bufferMinutes: 0,
  leadHours: 2,
  horizonDays: 7,
  stepMinutes: 60,
  workingHours: { mon: everyDay, tue: everyDay, wed: everyDay, thu: everyDay, fri: everyDay, sat: [], sun: [] },
  holidays: [],
  timeZone: 'Europe/Moscow',
}

const at = (text: string, zone = rules.timeZone): number => DateTime.fromISO(text, { zone }).toMillis()
const list = (
  change: Partial<OpeningRules>,
  nowMs: number,
  query: Partial<Parameters<typeof listOpenings>[1]> = {},
) => {
  const changed = { ...rules, ...change }
  return listOpenings(changed, { nowMs, busy: [], limit: 1000, ...query }).map(start =>
    DateTime.fromMillis(start, { zone: changed.timeZone }).toFormat('MM-dd HH:mm'),
  )
}
// A Monday.
const monday = at('2026-11-23T08:00')

it('offers whole meetings within working hours only', () => {
  expect(list({ minutes: 90 }, monday, { to: at('2026-11-24T00:00') })).toEqual(
    ['10:00', '11:00', '12:00', '13:00', '14:00', '15:00', '16:00'].map(time => `11-23 ${time}`),
  )
  expect(list({}, at('2026-11-27T17:00'), { limit: 1 })).toEqual(['11-30 09:00'])
})

it('offers nothing sooner than the lead time, which is never under two hours', () => {
  expect(list({ leadHours: 0 }, at('2026-11-23T11:30'), { limit: 1 })).toEqual(['11-23 14:00'])
  expect(list({ leadHours: 2 }, at('2026-11-23T12:00'), { limit: 1 })).toEqual(['11-23 14:00'])
  expect(list({ leadHours: 24 }, at('2026-11-23T12:30'), { limit: 1 })).toEqual(['11-24 13:00'])
})

it('ends with the last day of the horizon', () => {
  expect(list({ horizonDays: 2 }, monday).at(-1)).toBe('11-25 17:00')
  expect(list({ horizonDays: 0 }, at('2026-11-23T17:00'))).toEqual([])
})

it('keeps a buffer around what is taken, on both sides', () => {
  const busy = [{ from: at('2026-11-24T12:00'), to: at('2026-11-24T13:00') }]
  const day = { from: at('2026-11-24T00:00'), to: at('2026-11-25T00:00'), busy }
  const starts = list({ bufferMinutes: 15, stepMinutes: 15 }, monday, day).map(start => start.slice(6))
  expect(starts).toContain('10:45')
  expect(starts.filter(start => start > '10:45' && start < '13:15')).toEqual([])
  expect(starts).toContain('13:15')
})

it('a day that is taken whole, or by many entries that overlap, has no openings', () => {
  const day = { from: at('2026-11-24T00:00'), to: at('2026-11-25T00:00') }
  expect(list({}, monday, { ...day, busy: [day] })).toEqual([])
  const overlapping = [
    { from: at('2026-11-24T13:30'), to: at('2026-11-24T20:00') },
    { from: at('2026-11-24T08:00'), to: at('2026-11-24T14:00') },
  ]
  expect(list({}, monday, { ...day, busy: overlapping })).toEqual([])
})

it('knows holidays of one year and of every year', () => {
  const now = at('2026-12-30T08:00')
  expect(
    list({ holidays: ['2026-12-31', '01-01'] }, now, { to: at('2027-01-05T00:00'), from: at('2026-12-31T00:00') })[0],
  ).toBe('01-04 09:00')
  expect(list({ holidays: ['2025-12-31'] }, now, { from: at('2026-12-31T00:00'), limit: 1 })).toEqual(['12-31 09:00'])
})

it('turns pages: what comes after the last one seen', () => {
  const first = listOpenings(rules, { nowMs: monday, busy: [], limit: 4 })
  const second = listOpenings(rules, { nowMs: monday, busy: [], limit: 4, after: first.at(-1) ?? 0 })
  expect(listOpenings(rules, { nowMs: monday, busy: [], limit: 8 })).toEqual([...first, ...second])
})

it('starts at the given times of day instead of at every step', () => {
  const day = { from: at('2026-11-24T00:00'), to: at('2026-11-25T00:00') }
  const startTimes = ['08:00', '09:30', '17:00', '17:30']
  expect(list({ startTimes }, monday, day)).toEqual(['11-24 09:30', '11-24 17:00'])
})

it('knows a lunch break, a stretch over midnight, and one that ends at 24:00', () => {
  const tuesday = { from: at('2026-11-24T00:00'), to: at('2026-11-25T00:00') }
  const hours = (tue: OpeningRules['workingHours']['tue']) => ({
    workingHours: { ...rules.workingHours, mon: tue, tue },
  })
  const lunch = hours([
    { from: '11:00', to: '13:00' },
    { from: '14:00', to: '15:00' },
  ])
  expect(list(lunch, monday, tuesday)).toEqual(['11-24 11:00', '11-24 12:00', '11-24 14:00'])
  expect(list(hours([{ from: '22:00', to: '02:00' }]), monday, tuesday)).toEqual(
    ['00:00', '01:00', '22:00', '23:00'].map(time => `11-24 ${time}`),
  )
  expect(list(hours([{ from: '22:00', to: '24:00' }]), monday, tuesday)).toEqual(['11-24 22:00', '11-24 23:00'])
})

it('offers an opening once, in order, though working stretches overlap', () => {
  const mon = [
    { from: '12:00', to: '15:00' },
    { from: '11:00', to: '14:00' },
  ]
  expect(list({ workingHours: { ...rules.workingHours, mon } }, monday, { to: at('2026-11-24T00:00') })).toEqual(
    ['11:00', '12:00', '13:00', '14:00'].map(time => `11-23 ${time}`),
  )
})

it.each([
  // Clocks go forward on 29 March 2026 and back on 25 October 2026.
  ['forward', '2026-03-27T08:00', ['03-28 09:00 +01:00', '03-29 09:00 +02:00', '03-30 09:00 +02:00']],
  ['back', '2026-10-23T08:00', ['10-24 09:00 +02:00', '10-25 09:00 +01:00', '10-26 09:00 +01:00']],
])('working hours stay wall time in the week in which clocks go %s', (_, now, mornings) => {
  const timeZone = 'Europe/Berlin'
  const week: OpeningRules = {
    ...rules,
    timeZone,
    workingHours: {
      mon: everyDay,
      tue: everyDay,
      wed: everyDay,
      thu: everyDay,
      fri: everyDay,
      sat: everyDay,
      sun: everyDay,
    },
  }
  const starts = listOpenings(week, { nowMs: at(now, timeZone), busy: [], limit: 1000 })
  const local = starts.map(start => DateTime.fromMillis(start, { zone: timeZone }))
  expect(local.filter(time => time.hour === 9).map(time => time.toFormat('MM-dd HH:mm ZZ'))).toEqual(
    expect.arrayContaining(mornings),
  )
  for (const time of local) expect([time.hour >= 9, time.hour <= 17, time.minute]).toEqual([true, true, 0])
  const perDay = new Map<string, number>()
  for (const time of local) perDay.set(time.toFormat('MM-dd'), (perDay.get(time.toFormat('MM-dd')) ?? 0) + 1)
  expect([...perDay.values()].slice(1)).toEqual([9, 9, 9, 9, 9, 9, 9])
})

it('a night shift has an hour less, or more, in the night in which clocks change', () => {
  const night = [{ from: '00:00', to: '06:00' }]
  const timeZone = 'Europe/Berlin'
  const workingHours = { ...rules.workingHours, sat: night, sun: night }
  const on = (day: string) => ({ from: at(`${day}T00:00`, timeZone), to: at(`${day}T12:00`, timeZone) })
  const count = (now: string, day: string) => list({ timeZone, workingHours }, at(now, timeZone), on(day)).length
  expect(count('2026-03-25T08:00', '2026-03-28')).toBe(6)
  expect(count('2026-03-25T08:00', '2026-03-29')).toBe(5)
  expect(count('2026-10-21T08:00', '2026-10-25')).toBe(7)
})

it('never offers what a taken stretch touches, whatever the hours', () => {
  const { from, to } = findHorizon(rules, monday)
  const all = listOpenings(rules, { nowMs: monday, busy: [], limit: 1000 })
  expect(all.every(start => start >= from && start + hour <= to)).toBe(true)
  for (const start of all) {
    const busy = [{ from: start + 59 * minute, to: start + 60 * minute }]
    expect(listOpenings(rules, { nowMs: monday, busy, limit: 1000 })).not.toContain(start)
  }
})
