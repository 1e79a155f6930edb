import { DateTime } from 'luxon'

/** In the order of ISO weekdays: Monday is the first. */
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** Local wall time, HH:MM. An end that is not after its begin (22:00–02:00, 18:00–24:00) is on the next day. */
export interface WorkingStretch {
  readonly from: string
  readonly to: string
}

/** When the business takes meetings. */
export interface OpeningRules {
  readonly minutes: number
  /** Kept free before and after a meeting. */
  readonly bufferMinutes: number
  /** No earlier than this from now; less than 2 counts as 2. */
  readonly leadHours: number
  /** Nothing is offered after the end of the local day so many days ahead. */
  readonly horizonDays: number
  /** Openings begin at multiples of this from the start of a working stretch. */
  readonly stepMinutes: number
  readonly workingHours: Readonly<Record<Weekday, readonly WorkingStretch[]>>
  /** Days off: 2026-12-31, or 12-31 every year. */
  readonly holidays: readonly string[]
  /** The business's own zone (IANA). */
  readonly timeZone: string
  /** HH:MM; when given, openings begin at these times of day only, instead of at every step. */
  readonly startTimes?: readonly string[] | null
}

/** A working stretch of one day, as instants: `from` inclusive, `to` exclusive. */
export interface OpenStretch {
  readonly from: number
  readonly to: number
  /** The local midnight that its day begins with. */
  readonly day: DateTime
}

/** The stretches that begin on one local day, in the order of the rules; none on a holiday. */
export function listStretches(rules: OpeningRules, day: DateTime): readonly OpenStretch[] {
  const weekday = weekdays[day.weekday - 1]
  if (weekday === undefined || isHoliday(rules.holidays, day)) return []
  return rules.workingHours[weekday].map(stretch => {
    const from = atLocalTime(day, stretch.from)
    const to = atLocalTime(day, stretch.to)
    return { day, from, to: to > from ? to : atLocalTime(day.plus({ days: 1 }), stretch.to) }
  })
}

/**
 * The instant at which clocks of the day's zone show `time` (00:00 to 24:00). A time that a change of the clocks leaves out is
 * moved on by the length of the gap; one that comes twice is the first.
 */
export function atLocalTime(day: DateTime, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const date = hour === 24 ? day.plus({ days: 1 }) : day
  const { year, month, day: dayOfMonth } = date
  return DateTime.fromObject({ year, month, day: dayOfMonth, hour: hour % 24, minute }, { zone: day.zone }).toMillis()
}

function isHoliday(holidays: readonly string[], day: DateTime): boolean {
  return holidays.includes(day.toFormat('yyyy-MM-dd')) || holidays.includes(day.toFormat('MM-dd'))
}
