import { z } from 'zod'
import {
  choice,
  defineSection,
  flag,
  group,
  httpUrl,
  listOf,
  type SectionValue,
  secret,
  text,
  timeOfDay,
  wholeNumber,
} from '#shared/config'
import type { Calendar } from './contract.ts'
import type { OpeningRules } from './openings/opening-rules.ts'

export type CalendarConfig = SectionValue<typeof calendarSection>
export type GoogleCalendarConfig = SectionValue<typeof googleCalendarSection>
export type MeetingSummaryConfig = SectionValue<typeof meetingSummarySection>

/** Which calendar meetings are kept in. When meetings may be is in the playbook, where its other words are. */
export const calendarSection = defineSection(
  'calendar',
  z
    .strictObject({
      provider: choice(['internal', 'google', 'caldav'])
        .default('internal')
        .describe('Where meetings are written besides our own database; internal: nowhere.'),
      hold_minutes: wholeNumber({ min: 1, max: 1440 })
        .default(15)
        .describe('How long a time is kept for a client who has not confirmed it yet.'),
      reminder_hours: listOf(wholeNumber({ min: 1, max: 336 }))
        .default([24, 1])
        .describe('Hours before a meeting at which its client is reminded; an empty list: never.'),
      caldav: group({
        url: httpUrl()
          .nullable()
          .default(null)
          .describe('CalDAV only: address of the server, or of the calendar itself.'),
        user: text().nullable().default(null).describe('CalDAV only: user name.'),
        password: secret().nullable().default(null).describe('CalDAV only: password, or an app password.'),
        calendar: text()
          .nullable()
          .default(null)
          .describe('CalDAV only: name of the calendar; without it the first that the server lists.'),
        timeout_seconds: wholeNumber({ min: 1, max: 120 }).default(10).describe('Seconds to wait for the server.'),
      }).describe('A CalDAV server: Nextcloud, Radicale, iCloud, Yandex, mailbox.org, …'),
    })
    .describe('Meetings.'),
  {
    rules: [
      {
        keys: ['provider', 'caldav'],
        judge: ({ provider, caldav }) =>
          provider === 'caldav' && (caldav.url === null || caldav.user === null)
            ? 'caldav needs calendar.caldav.url and calendar.caldav.user'
            : null,
      },
    ],
  },
)

/** Google Calendar. The keys of the earlier system keep their meaning; its credentials and token files are read as they are. */
export const googleCalendarSection = defineSection(
  'google_calendar',
  z
    .strictObject({
      enabled: flag()
        .default(false)
        .describe('Write meetings into Google Calendar; the same as calendar.provider: google.'),
      credentials_path: text()
        .default('./credentials/google-calendar.json')
        .describe("File with a service account's key, or with an OAuth client, as Google's console hands them out."),
      token_path: text()
        .default('./credentials/token.json')
        .describe('OAuth only: file with the token that Google issued for the client.'),
      calendar_id: text()
        .default('primary')
        .describe("Which calendar; for a service account the owner's address, who has shared the calendar with it."),
      timeout_seconds: wholeNumber({ min: 1, max: 120 }).default(10).describe('Seconds to wait for Google.'),
      api_root: httpUrl()
        .default('https://www.googleapis.com/calendar/v3')
        .describe("Google's calendar server, or what stands in for it."),
      auto_create_consultations: flag()
        .default(true)
        .describe('Offer and book meetings; false: a human agrees on the time.'),
      default_consultation_duration_minutes: wholeNumber({ min: 5, max: 1440 })
        .nullable()
        .default(null)
        .describe('How long a meeting takes; without it what the playbook says.'),
      available_slots: listOf(timeOfDay())
        .nullable()
        .default(null)
        .describe(
          "Times of day at which a meeting may start, within the playbook's working hours; without it any step.",
        ),
    })
    .describe('Meetings in Google Calendar.'),
)

/** The brief that the owner gets when a meeting is confirmed. */
export const meetingSummarySection = defineSection(
  'meeting_summary',
  z
    .strictObject({
      send_to_owner: flag().default(true).describe('Send the owner a brief when a meeting is confirmed.'),
      owner_username: text().default('@your_username').describe('Who receives it.'),
    })
    .describe('Briefs for the owner.'),
  { retired: { owner_username: 'a bot cannot write to a user name first; the brief goes to telegram.owner_id' } },
)

export interface CalendarSettings {
  readonly calendar: CalendarConfig
  readonly google_calendar: GoogleCalendarConfig
}

/** Which calendar the settings mean: the earlier switch `google_calendar.enabled` counts while no other provider is chosen. */
export function chooseProvider({ calendar, google_calendar }: CalendarSettings): Calendar['name'] {
  return calendar.provider === 'internal' && google_calendar.enabled ? 'google' : calendar.provider
}

/** The playbook's rules as an earlier `config.yaml` narrows them: its duration and its times of day. */
export function applySettings(rules: OpeningRules, settings: GoogleCalendarConfig): OpeningRules {
  return {
    ...rules,
    minutes: settings.default_consultation_duration_minutes ?? rules.minutes,
    startTimes: settings.available_slots ?? rules.startTimes ?? null,
  }
}
