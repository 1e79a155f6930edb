import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { formatNotice, loadConfig } from '#shared/config'
import { createFakeClock } from '#shared/utils'
import { applySettings, calendarSection, googleCalendarSection, meetingSummarySection } from './config.ts'
import { openCalendar } from './open-calendar.ts'
import type { OpeningRules } from './openings/opening-rules.ts'

const sections = [calendarSection, googleCalendarSection, meetingSummarySection] as const
let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'calendar-config-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

function read(yaml: string, env: Record<string, string> = {}) {
  writeFileSync(join(directory, 'config.yaml'), yaml)
  const outcome = loadConfig(sections, { directory, env })
  if (outcome.kind === 'invalid') return { faults: outcome.faults.map(formatNotice), warnings: [], values: null }
  return { faults: [], warnings: outcome.warnings.map(formatNotice), values: outcome.values }
}

function load(yaml: string, env: Record<string, string> = {}) {
  const { values, faults } = read(yaml, env)
  if (values === null) throw new Error(faults.join('\n'))
  return values
}

const providerOf = (yaml: string): string => openCalendar(load(yaml), 'Europe/Moscow', createFakeClock()).name

/** As the earlier system shipped it. */
const earlier = `
google_calendar:
  enabled: \${GOOGLE_CALENDAR_ENABLED}
  credentials_path: ./credentials/google-calendar.json
  token_path: ./credentials/token.json
  auto_create_consultations: true
  default_consultation_duration_minutes: 60
  available_slots:
    - "09:00"
    - "14:00"
meeting_summary:
  send_to_owner: true
  owner_username: \${MEETING_OWNER_USERNAME:@your_username}
`

const rules: OpeningRules = {
  minutes: 30,
  bufferMinutes: 0,
  leadHours: 2,
  horizonDays: 7,
  stepMinutes: 30,
  workingHours: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
  holidays: [],
  timeZone: 'Europe/Moscow',
}

describe('an earlier config.yaml', () => {
  it('loads unchanged, and one warning names the one key without effect', () => {
    const { faults, warnings } = read(earlier, { GOOGLE_CALENDAR_ENABLED: 'false' })
    expect(faults).toEqual([])
    expect(warnings).toEqual([expect.stringContaining('meeting_summary.owner_username: has no effect')])
  })

  it('has its calendar, its duration and its times of day', () => {
    const values = load(earlier, { GOOGLE_CALENDAR_ENABLED: 'true' })
    expect(openCalendar(values, 'Europe/Moscow', createFakeClock()).name).toBe('google')
    expect(applySettings(rules, values.google_calendar)).toMatchObject({ minutes: 60, startTimes: ['09:00', '14:00'] })
  })
})

it('without any setting the playbook decides, and meetings are kept here', () => {
  const values = load('')
  expect(openCalendar(values, 'Europe/Moscow', createFakeClock()).name).toBe('internal')
  expect(applySettings(rules, values.google_calendar)).toEqual({ ...rules, startTimes: null })
  expect(values.calendar).toMatchObject({ hold_minutes: 15, reminder_hours: [24, 1] })
  expect(values.meeting_summary.send_to_owner).toBe(true)
})

it('a provider that is named wins over the earlier switch', () => {
  expect(providerOf('calendar: { provider: google }')).toBe('google')
  const caldav = 'calendar: { provider: caldav, caldav: { url: "https://dav.example", user: me } }'
  expect(providerOf(`${caldav}\ngoogle_calendar: { enabled: true }`)).toBe('caldav')
})

it('CalDAV without an address is a fault that names the cure', () => {
  const { faults } = read('calendar:\n  provider: caldav\n')
  expect(faults).toEqual([expect.stringMatching(/config\.yaml:2.*calendar\.caldav\.url and calendar\.caldav\.user/)])
})

it('the password is never shown', () => {
  const values = load('calendar: { caldav: { password: hush-hush } }')
  expect(JSON.stringify(values)).not.toContain('hush')
})
