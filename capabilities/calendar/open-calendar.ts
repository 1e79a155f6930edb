import { type Clock, Secret } from '#shared/utils'
import { createCaldavCalendar } from './caldav/create-caldav-calendar.ts'
import { type CalendarSettings, chooseProvider } from './config.ts'
import type { Calendar } from './contract.ts'
import { createInternalCalendar } from './create-internal-calendar.ts'
import { createGoogleCalendar } from './google/create-google-calendar.ts'

/** The calendar that the settings mean. Nothing is asked yet: a server that is away or refuses us shows at the first call. */
export function openCalendar(settings: CalendarSettings, timeZone: string, clock: Clock): Calendar {
  const { calendar, google_calendar: google } = settings
  switch (chooseProvider(settings)) {
    case 'internal':
      return createInternalCalendar()
    case 'google':
      return createGoogleCalendar(
        {
          apiRoot: google.api_root,
          calendarId: google.calendar_id,
          credentialsPath: google.credentials_path,
          tokenPath: google.token_path,
          timeoutMs: google.timeout_seconds * 1000,
        },
        clock,
      )
    case 'caldav':
      return createCaldavCalendar(
        {
          // The section's rule holds that both are there.
          url: calendar.caldav.url ?? '',
          user: calendar.caldav.user ?? '',
          password: calendar.caldav.password ?? new Secret(''),
          calendar: calendar.caldav.calendar,
          timeZone,
          timeoutMs: calendar.caldav.timeout_seconds * 1000,
        },
        clock,
      )
  }
}
