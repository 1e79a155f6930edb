import type { z } from 'zod'
import type { playbookSchema } from '../files/schemas.ts'
import { minuteOfDay, parseWorkingHours } from '../files/working-hours.ts'
import { type WorkingStretch, weekdays } from '../playbook.ts'
import type { Complaint } from './rule-fault.ts'

type Meeting = NonNullable<z.output<typeof playbookSchema>['meeting']>

/** Hours that exist and follow each other, a meeting that fits in, and days off that are days. */
export function checkMeeting(meeting: Meeting): readonly Complaint[] {
  const days = weekdays.map(day => ({ day, stretches: parseWorkingHours(meeting.working_hours[day]) }))
  const faults = days.flatMap(({ day, stretches }) =>
    checkDay(stretches).map(complaint => ({ path: ['meeting', 'working_hours', day], ...complaint })),
  )
  return [
    ...faults,
    ...(faults.length > 0
      ? []
      : checkRoom(
          meeting.minutes,
          days.flatMap(({ stretches }) => stretches),
        )),
    ...meeting.holidays.flatMap(checkHoliday),
  ]
}

function checkDay(stretches: readonly WorkingStretch[]): readonly Omit<Complaint, 'path'>[] {
  const times = stretches.flatMap(({ from, to }) => [from, to])
  const wrong = times.find(
    time => minuteOfDay(time) > 24 * 60 || Number(time.slice(3)) > 59 || minuteOfDay(time) % 5 > 0,
  )
  if (wrong !== undefined) {
    const allowed = 'times from 00:00 to 24:00, in steps of 5 minutes'
    return [{ found: wrong, allowed, cure: 'Correct the time.' }]
  }
  const late = times.findIndex((time, index) => index > 0 && minuteOfDay(time) <= minuteOfDay(times[index - 1] ?? ''))
  if (late < 0) return []
  const found = `${times[late] ?? ''} after ${times[late - 1] ?? ''}`
  return [{ found, allowed: 'times in their order', cure: 'Write the earlier time first; hours end before midnight.' }]
}

function checkRoom(minutes: number, stretches: readonly WorkingStretch[]): readonly Complaint[] {
  const path = ['meeting', 'working_hours']
  if (stretches.length === 0) {
    const cure = 'Write the hours of at least one day, or remove the whole block "meeting".'
    return [{ path, found: 'a week without hours', allowed: 'at least one working day', cure }]
  }
  const longest = Math.max(...stretches.map(({ from, to }) => minuteOfDay(to) - minuteOfDay(from)))
  if (longest >= minutes) return []
  const cure = 'Shorten the meeting or lengthen the hours.'
  return [{ path, found: `at most ${longest} minutes in a row`, allowed: `room for a meeting of ${minutes}`, cure }]
}

function checkHoliday(holiday: string, index: number): readonly Complaint[] {
  const [, year = '2024', month = '', day = ''] = /^(?:(\d{4})-)?(\d{2})-(\d{2})$/.exec(holiday) ?? []
  // Out of a yearly date nothing follows for its year, so it is judged in a leap year.
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  if (!Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day)) return []
  const allowed = '"2026-12-31", or "12-31" for every year'
  const cure = `Write a date that exists, in quotes, like ${allowed}.`
  return [{ path: ['meeting', 'holidays', index], found: JSON.stringify(holiday), allowed, cure }]
}
