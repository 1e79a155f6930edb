import type { Weekday } from '#capabilities/sales'

export type WeekHours = Readonly<Record<Weekday, string>>

/** Reads hours as people write them: «пн–пт 10–19, сб 11:00–15:00», `daily 9-18`. Days that are not named are closed. Null: not understood. */
export function parseHours(text: string): WeekHours | null {
  const folded = text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[‐-―−]/g, '-')
    .replaceAll(/\s+/g, ' ')
  const hours = new Map<Weekday, string>()
  let named: readonly Weekday[] | null = null
  for (const token of folded.matchAll(tokens)) {
    const { everyday, first, last, from, to } = token.groups ?? {}
    if (everyday !== undefined) named = days
    else if (first !== undefined) named = joinDays(named, hours, stretchOf(first, last))
    else {
      const stretch = toStretch(from, to)
      if (stretch === null) return null
      for (const day of named ?? days) hours.set(day, stretch)
    }
  }
  return hours.size === 0 ? null : fill(hours)
}

const days: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const dayNames: readonly (readonly [Weekday, RegExp])[] = [
  ['mon', /^(?:пн|пон|mon)/],
  ['tue', /^(?:вт|tue)/],
  ['wed', /^(?:ср|wed)/],
  ['thu', /^(?:чт|чет|thu)/],
  ['fri', /^(?:пт|пят|fri)/],
  ['sat', /^(?:сб|суб|sat)/],
  ['sun', /^(?:вс|вос|sun)/],
]

const day = `(?:пн|понедельник|вт|вторник|ср|сред[аыу]|чт|четверг|пт|пятниц[аыу]|сб|суббот[аыу]|вс|воскресень[ея]|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)`
const time = String.raw`\d{1,2}(?:[:.]\d{2})?`
const tokens = new RegExp(
  [
    `(?<everyday>ежедневно|каждый день|без выходных|daily|every ?day)`,
    String.raw`(?<![\p{L}\p{N}])(?<first>${day})(?:\s?(?:-|по|to)\s?(?<last>${day}))?(?![\p{L}\p{N}])`,
    String.raw`(?<![\d:])(?<from>${time})\s?(?:-|до|to|till|until)\s?(?<to>${time})(?![\d:])`,
  ].join('|'),
  'gu',
)

/** Days that follow each other without hours between them share the next hours: «пн, ср, пт 10–19». */
function joinDays(
  named: readonly Weekday[] | null,
  hours: ReadonlyMap<Weekday, string>,
  more: readonly Weekday[],
): readonly Weekday[] {
  return named === null || named === days || named.some(known => hours.has(known)) ? more : [...named, ...more]
}

function stretchOf(first: string, last: string | undefined): readonly Weekday[] {
  const from = indexOf(first)
  const to = last === undefined ? from : indexOf(last)
  return from <= to ? days.slice(from, to + 1) : [...days.slice(from), ...days.slice(0, to + 1)]
}

function indexOf(name: string): number {
  return dayNames.findIndex(([, pattern]) => pattern.test(name))
}

function toStretch(from = '', to = ''): string | null {
  const [start, end] = [toMinute(from), toMinute(to)]
  return start === null || end === null || start >= end ? null : `${toClock(start)}-${toClock(end)}`
}

const endOfDay = 24 * 60

function toMinute(text: string): number | null {
  const [hours = Number.NaN, minutes = 0] = text.split(/[:.]/).map(Number)
  if (hours === 24 && minutes === 0) return endOfDay
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null
}

function toClock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function fill(hours: ReadonlyMap<Weekday, string>): WeekHours {
  const all = days.map(name => [name, hours.get(name) ?? 'closed'] as const)
  // Object.fromEntries forgets which keys it was given; they are the days.
  return Object.fromEntries(all) as Record<Weekday, string>
}
