import { expect, it } from 'vitest'
import { readBusy } from './read-busy.ts'

const window = { from: Date.UTC(2026, 10, 23), to: Date.UTC(2026, 10, 30), timeZone: 'Europe/Moscow' }

const file = (...events: readonly (readonly string[])[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap(lines => ['BEGIN:VEVENT', 'UID:a', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n')
const times = (text: string) =>
  readBusy(text, window)?.map(({ from, to }) => [new Date(from), new Date(to)].map(at => at.toISOString().slice(5, 16)))

it('reads times with a zone that is only named, without a zone, and with a duration', () => {
  const bangkok = ['DTSTART;TZID=Asia/Bangkok:20261124T100000', 'DURATION:PT90M']
  expect(times(file(bangkok))).toEqual([['11-24T03:00', '11-24T04:30']])
  expect(times(file(['DTSTART:20261124T100000', 'DTEND:20261124T110000']))).toEqual([['11-24T07:00', '11-24T08:00']])
  const outlook = ['DTSTART;TZID=Russian Standard Time:20261124T100000', 'DURATION:PT1H']
  expect(times(file(outlook))).toEqual([['11-24T07:00', '11-24T08:00']])
})

it('moves an occurrence to where it was moved, into the window and out of it', () => {
  const weekly = ['DTSTART:20261102T100000Z', 'DTEND:20261102T110000Z', 'RRULE:FREQ=WEEKLY']
  const moved = (from: string, to: string) => [
    `RECURRENCE-ID:${from}T100000Z`,
    `DTSTART:${to}T150000Z`,
    `DTEND:${to}T160000Z`,
  ]
  expect(times(file(weekly))).toEqual([['11-23T10:00', '11-23T11:00']])
  expect(times(file(weekly, moved('20261123', '20261125')))).toEqual([['11-25T15:00', '11-25T16:00']])
  expect(times(file(weekly, moved('20261123', '20261201')))).toEqual([])
  expect(times(file(weekly, moved('20261207', '20261126')))).toEqual([
    ['11-23T10:00', '11-23T11:00'],
    ['11-26T15:00', '11-26T16:00'],
  ])
  expect(times(file(moved('20261123', '20261125')))).toEqual([['11-25T15:00', '11-25T16:00']])
})

it('leaves out a single occurrence that was called off', () => {
  const daily = ['DTSTART:20261123T100000Z', 'DTEND:20261123T110000Z', 'RRULE:FREQ=DAILY;COUNT=2']
  const off = ['RECURRENCE-ID:20261124T100000Z', 'DTSTART:20261124T100000Z', 'STATUS:CANCELLED']
  expect(times(file(daily, off))).toEqual([['11-23T10:00', '11-23T11:00']])
})

it('unrolls a series that began years ago', () => {
  const old = ['DTSTART:20060101T100000Z', 'DTEND:20060101T103000Z', 'RRULE:FREQ=DAILY']
  expect(times(file(old))).toHaveLength(7)
})

it('says that it cannot read what it cannot read', () => {
  expect(readBusy('BEGIN:VCALENDAR\r\nBEGIN:VEVENT', window)).toBeNull()
  expect(readBusy('<html></html>', window)).toBeNull()
  expect(times(file(['DTSTART:soon']))).toBeUndefined()
  expect(times(file(['DTSTART:20060101T100000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY']))).toBeUndefined()
})
