import ical from 'ical-generator'
import type { CalendarEntry } from '../contract.ts'
import { addEvent, prodId } from './add-event.ts'

/** The one event of a CalDAV resource: the same file without a method, which a stored event must not have (RFC 4791, 4.1). */
export function writeStoredEvent(entry: CalendarEntry, nowMs: number): string {
  const calendar = ical({ prodId })
  addEvent(calendar, entry, { nowMs, organizer: null, alarmMinutes: null })
  return calendar.toString()
}
