import { ICalAlarmType, type ICalCalendar, type ICalEvent, ICalEventStatus } from 'ical-generator'
import type { CalendarEntry } from '../contract.ts'

/** Who writes, in every file that leaves the house. */
export const prodId = { company: 'Telegram AI Platform', product: 'Calendar', language: 'EN' }
const minuteMs = 60_000

export interface InvitationOptions {
  readonly nowMs: number
  /** Shown as the one who invites; null: nobody is named. */
  readonly organizer: { readonly name: string; readonly email: string } | null
  /** Minutes before the meeting at which the client's device rings; null: never. */
  readonly alarmMinutes: number | null
}

/** One meeting. Times are in UTC, which every program shows in the zone of its user, with no zone rules to send along. */
export function addEvent(calendar: ICalCalendar, entry: CalendarEntry, options: InvitationOptions): ICalEvent {
  const event = calendar.createEvent({
    id: entry.uid,
    sequence: entry.sequence,
    stamp: new Date(options.nowMs),
    start: new Date(entry.startsAt),
    end: new Date(entry.startsAt + entry.minutes * minuteMs),
    summary: entry.title,
    description: entry.description,
    organizer: options.organizer,
    status: ICalEventStatus.CONFIRMED,
  })
  if (options.alarmMinutes !== null) {
    event.createAlarm({ type: ICalAlarmType.display, trigger: options.alarmMinutes * 60, description: entry.title })
  }
  return event
}
