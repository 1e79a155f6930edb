import {
  applySettings,
  type Calendar,
  type CalendarEntry,
  type Meeting,
  type OpeningRules,
  openCalendar,
  writeCancellation,
  writeInvitation,
} from '#capabilities/calendar'
import { type BookingRules, createFindOpenings, type FindOpenings, type PlaybookOf } from '#flow'
import type { AccountId, Database } from '#shared/database'
import type { Clock, Logger } from '#shared/utils'
import type { Settings } from '../settings.ts'

export interface Bookings {
  readonly calendar: Calendar
  readonly rules: BookingRules
  /** When an account takes meetings; null: never. */
  readonly openingRules: (accountId: AccountId | null) => OpeningRules | null
  readonly findOpenings: FindOpenings
  readonly writeInvitation: (meeting: Meeting, language: string, isCancelled: boolean) => string
}

export interface BookingsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  readonly playbook: PlaybookOf
}

const minuteMs = 60_000
const alarmMinutes = 60

/** The calendar that the settings name, and the rules by which it is offered and booked. */
export function createBookings(settings: Settings, deps: BookingsDeps): Bookings {
  const calendar = openCalendar(settings, settings.ai_server.timezone, deps.clock)
  const google = settings.google_calendar
  const openingRules = (accountId: AccountId | null): OpeningRules | null => {
    const { meeting } = deps.playbook(accountId)
    if (meeting === null || !google.auto_create_consultations) return null
    return applySettings({ ...meeting, timeZone: settings.ai_server.timezone }, google)
  }
  return {
    calendar,
    rules: {
      name: calendar.name,
      holdMs: settings.calendar.hold_minutes * minuteMs,
      reminderHours: settings.calendar.reminder_hours,
      minutes: google.default_consultation_duration_minutes,
    },
    openingRules,
    findOpenings: createFindOpenings({ ...deps, calendar, rules: openingRules }),
    writeInvitation: (meeting, _language, isCancelled) => {
      const options = { nowMs: deps.clock.now(), organizer: null, alarmMinutes }
      const entry = toEntry(meeting)
      return isCancelled ? writeCancellation(entry, options) : writeInvitation(entry, options)
    },
  }
}

function toEntry({ uid, startsAt, minutes, sequence, title }: Meeting): CalendarEntry {
  return { uid, startsAt, minutes, sequence, title, description: '' }
}
