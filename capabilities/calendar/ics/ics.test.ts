import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import type { CalendarEntry } from '../contract.ts'
import { writeFeed } from './write-feed.ts'
import { writeCancellation, writeInvitation } from './write-invitation.ts'
import { writeStoredEvent } from './write-stored-event.ts'

const startsAt = Date.UTC(2026, 10, 25, 10, 30)
const nowMs = Date.UTC(2026, 10, 23, 9)
const entry: CalendarEntry = {
  uid: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
  startsAt,
  minutes: 45,
  title: 'Консультация: «Лён; и Ко», часть 2 \\ итоги',
  description: `Анна\nhttps://t.me/anna\n${'Очень длинная строка без конца, '.repeat(12)}🚲`,
  sequence: 3,
}
const options = { nowMs, organizer: null, alarmMinutes: 60 }

interface Parsed {
  readonly calendar: ICAL.Component
  readonly events: readonly ICAL.Event[]
}

function parse(text: string): Parsed {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return { calendar, events: calendar.getAllSubcomponents('vevent').map(event => new ICAL.Event(event)) }
}

function only({ events }: Parsed): ICAL.Event {
  const [event] = events
  if (event === undefined || events.length !== 1) throw new Error(`${events.length} events`)
  return event
}

describe('an invitation', () => {
  it('says when, what and which version, in a form that other programs read', () => {
    const parsed = parse(writeInvitation(entry, options))
    const event = only(parsed)
    expect(parsed.calendar.getFirstPropertyValue('method')).toBe('PUBLISH')
    expect(event.startDate.toJSDate().getTime()).toBe(startsAt)
    expect(event.endDate.toJSDate().getTime()).toBe(startsAt + 45 * 60_000)
    expect(event.startDate.zone).toBe(ICAL.Timezone.utcTimezone)
    expect([event.uid, event.sequence, event.summary, event.description]).toEqual([
      entry.uid,
      3,
      entry.title,
      entry.description,
    ])
    expect(event.component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-11-23T09:00:00Z')
    expect(event.component.getFirstPropertyValue('status')).toBe('CONFIRMED')
  })

  it('rings before the meeting, when asked to', () => {
    const alarm = only(parse(writeInvitation(entry, options))).component.getFirstSubcomponent('valarm')
    expect(alarm?.getFirstPropertyValue('trigger')?.toString()).toBe('-PT1H')
    expect(alarm?.getFirstPropertyValue('action')).toBe('DISPLAY')
    const silent = only(parse(writeInvitation(entry, { ...options, alarmMinutes: null })))
    expect(silent.component.getAllSubcomponents('valarm')).toEqual([])
  })

  it('names who invites, when there is someone to name', () => {
    const organizer = { name: 'Иван, ООО', email: 'ivan@example.com' }
    const event = only(parse(writeInvitation(entry, { ...options, organizer })))
    expect(event.organizer).toBe('mailto:ivan@example.com')
    expect(only(parse(writeInvitation(entry, options))).organizer).toBeFalsy()
  })

  it('folds long lines at 75 octets and ends each with CRLF, as old programs insist on', () => {
    const lines = writeInvitation(entry, options).split('\r\n')
    expect(lines.every(line => Buffer.byteLength(line) <= 75 && !line.includes('\n'))).toBe(true)
  })

  it('lets nobody write lines of their own into the file', () => {
    const event = only(
      parse(writeInvitation({ ...entry, title: 'x\r\nATTENDEE:mailto:a@b.example\rEND:VEVENT' }, options)),
    )
    expect(event.attendees).toEqual([])
    expect(event.summary).toContain('ATTENDEE')
  })
})

it('a cancellation takes the same meeting out again', () => {
  const parsed = parse(writeCancellation({ ...entry, sequence: 4 }, options))
  const event = only(parsed)
  expect(parsed.calendar.getFirstPropertyValue('method')).toBe('CANCEL')
  expect([event.uid, event.sequence]).toEqual([entry.uid, 4])
  expect(event.component.getFirstPropertyValue('status')).toBe('CANCELLED')
  expect(event.component.getAllSubcomponents('valarm')).toEqual([])
})

it('a feed holds every meeting, under a name of its own', () => {
  const entries = Array.from({ length: 50 }, (_, index) => ({ ...entry, uid: `${entry.uid}${index}` }))
  const parsed = parse(writeFeed(entries, { name: 'Встречи', nowMs }))
  expect(parsed.events.map(event => event.uid)).toEqual(entries.map(({ uid }) => uid))
  expect(parsed.calendar.getFirstPropertyValue('x-wr-calname')).toBe('Встречи')
  expect(parse(writeFeed([], { name: 'Встречи', nowMs })).events).toEqual([])
})

it('a stored event has no method', () => {
  const parsed = parse(writeStoredEvent(entry, nowMs))
  expect(parsed.calendar.getFirstPropertyValue('method')).toBeNull()
  expect(only(parsed).uid).toBe(entry.uid)
})
