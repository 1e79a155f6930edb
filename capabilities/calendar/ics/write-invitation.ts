import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { CalendarEntry } from '../contract.ts'
import { addEvent, type InvitationOptions, prodId } from './add-event.ts'

/**
 * An .ics file (RFC 5545) with the meeting, for the client to open. A file with a larger `sequence` replaces the earlier
 * ones in the client's calendar.
 */
export function writeInvitation(entry: CalendarEntry, options: InvitationOptions): string {
  const calendar = ical({ prodId, method: ICalCalendarMethod.PUBLISH })
  addEvent(calendar, entry, options)
  return calendar.toString()
}

/** The file that takes the meeting out of the client's calendar again. `sequence` must be larger than the invitation's. */
export function writeCancellation(entry: CalendarEntry, options: InvitationOptions): string {
  const calendar = ical({ prodId, method: ICalCalendarMethod.CANCEL })
  addEvent(calendar, entry, { ...options, alarmMinutes: null }).status(ICalEventStatus.CANCELLED)
  return calendar.toString()
}
