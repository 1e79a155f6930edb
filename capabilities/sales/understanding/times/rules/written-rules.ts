import type { DateTime } from 'luxon'
import { calendarDate } from '../days.ts'
import { type Clock, clock, type Days, type Rule, words } from '../piece.ts'

/** With minutes in digits, hours from seven on are meant as written; «3:00» may still be the afternoon. */
const firstPlainHour = 7

/** Dates in digits, which every language shares. Day before month, unless only the other order exists. */
export const writtenDateRules: readonly Rule[] = [
  { pattern: words('(\\d{4})[-./](\\d{1,2})[-./](\\d{1,2})'), read: ([, y, m, d], now) => writtenDate(now, d, m, y) },
  {
    pattern: words('(\\d{1,2})[-./](\\d{1,2})[-./](\\d{4}|\\d\\d)(?:\\s?(?:г|года)\\.?)?'),
    read: ([, d, m, y], now) => writtenDate(now, d, m, y),
  },
  // «в 10.30»: after «в» stands a time; "15.11" alone is a date.
  {
    pattern: /(?<=(?<![\p{L}\p{N}])(?:в|at)\s{1,2})(\d{1,2})\.([0-5]\d)(?![\p{L}\p{N}]|[.,]\d)/gu,
    read: ([, hour, minute]) => writtenClock(hour, minute),
  },
  {
    pattern: /(?<![\p{L}\p{N}]|\d[.,/:])(\d{1,2})[./](\d\d)(?![\p{L}\p{N}]|[.,/:]\d)/gu,
    read: ([text, d, m], now) => (isFraction(text, m) ? null : writtenDate(now, d, m, undefined)),
  },
]

/** Times in digits; read after the rules of a language, which may know more: «7:30 вечера». */
export const writtenClockRules: readonly Rule[] = [
  {
    pattern: /(?<![\d:.,])(\d{1,2}):(\d\d)(?!\d|:\d|\s?(?:am|pm|a\.m|p\.m))/gu,
    read: ([, hour, minute]) => writtenClock(hour, minute),
  },
  {
    pattern:
      /(?<=(?<![\p{L}\p{N}])(?:в|к|at|by)\s{1,2})([01]?\d|2[0-3])[- ](00|15|30|45)(?![\p{L}\p{N}]|\s(?:руб|тыс))/gu,
    read: ([, hour, minute]) => writtenClock(hour, minute),
  },
]

/** «завтра 18-30» is a time, 18-30 alone is not. */
export const writtenBareRules: readonly Rule[] = [
  {
    pattern: words('([01]?\\d|2[0-3])\\.([0-5]\\d)'),
    isBare: true,
    read: ([, hour, minute]) => writtenClock(hour, minute),
  },
  {
    pattern: words('([01]?\\d|2[0-3])-(00|30|45)'),
    isBare: true,
    read: ([, hour, minute]) => writtenClock(hour, minute),
  },
]

/** Null when there is no such time: 25:99. */
export function writtenClock(hour = '', minute = ''): Clock | null {
  const isPlain = hour.startsWith('0') || Number(hour) >= firstPlainHour
  return Number(hour) > 23 ? null : clock(Number(hour), Number(minute), !isPlain)
}

function writtenDate(now: DateTime, first = '', second = '', year: string | undefined): Days | null {
  const isMonthFirst = Number(second) > 12 && Number(first) <= 12
  const [day, month] = isMonthFirst ? [Number(second), Number(first)] : [Number(first), Number(second)]
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  return calendarDate(now, { day, month, year: year === undefined ? null : fullYear(Number(year)) })
}

/** 3.14 and 9/10 are no dates, though 11/25 and 03/11 are. */
function isFraction(text: string, second = ''): boolean {
  return text.includes('/') ? text.length < 5 : Number(second) > 12
}

function fullYear(year: number): number {
  return year < 100 ? 2000 + year : year
}
