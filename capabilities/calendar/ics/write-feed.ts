import ical, { ICalCalendarMethod } from 'ical-generator'
import type { CalendarEntry } from '../contract.ts'
import { addEvent, prodId } from './add-event.ts'

/** The owner's calendar of all meetings, for a program that reads it again and again. What is gone from it was cancelled. */
export function writeFeed(
  entries: readonly CalendarEntry[],
  feed: { readonly name: string; readonly nowMs: number },
): string {
  const calendar = ical({ prodId, name: feed.name, method: ICalCalendarMethod.PUBLISH, ttl: 15 * 60 })
  for (const entry of entries) addEvent(calendar, entry, { nowMs: feed.nowMs, organizer: null, alarmMinutes: null })
  return calendar.toString()
}
