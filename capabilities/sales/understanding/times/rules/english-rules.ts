import type { DateTime } from 'luxon'
import * as days from '../days.ts'
import { partsOfDay } from '../parts-of-day.ts'
import { type Clock, clock, type Days, type Hours, type Meaning, type Rule, words } from '../piece.ts'
import { englishNumber, toNumber } from './numbers.ts'
import { writtenClock } from './written-rules.ts'

const weekdays = [
  'mondays?|mon',
  'tuesdays?|teusday|tues?',
  'wednesdays?|wensday|wednsday|wed',
  'thursdays?|thurday|thur?s?',
  'fridays?|fri',
  // Short names that are also words count beside a time or after a preposition only.
  'saturdays?|(?<=(?:on|next|this|or|and)\\s)sat|sat(?=\\s(?:at\\s)?\\d)',
  'sundays?|(?<=(?:on|next|this|or|and)\\s)sun|sun(?=\\s(?:at\\s)?\\d)',
]
const months = 'january|february|march|april|may|june|july|august|september|october|november|december'
const number = `\\d{1,3}|an?|(?:a )?couple of|${englishNumber}`
const hour = `\\d{1,2}|${englishNumber}`
const half = '\\s?(am|pm|a\\.m\\.?|p\\.m\\.?)'
const anyClock = `(?:${hour})(?:[:.]\\d\\d)?(?:\\s?(?:am|pm|a\\.m\\.?|p\\.m\\.?|o'clock))?`
const part = "(?:\\s(?:o'clock))?(?:\\sin the (morning|afternoon|evening)|\\sat (night))?"
const counted =
  '(?!\\s?-?\\s?(?:\\d|%|k(?![a-z])|st|nd|rd|th|years?|months?|weeks?|days?|hours?|minutes?|mins?|people|persons?|percent|bedrooms?|employees|dollars|baht|usd|times|rooms?|items|pm|am))'
const third = '(start|beginning|middle|mid|end)\\sof\\s(?:the\\s)?'

export const englishDayRules: readonly Rule[] = [
  { pattern: words(`yesterday|last\\s(?!day)\\p{L}+|(?:${number})\\s\\p{L}+\\sago`), read: () => days.past },
  {
    pattern: words(
      `in\\s(${number})(?:\\s?(?:-|or|to)\\s?\\d{1,3})?\\s(minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)`,
    ),
    read: ([, count, unit], now) => readAhead(now, count, unit),
  },
  {
    pattern: words(`(${number})\\s(minutes?|hours?|days?|weeks?|months?)\\s(?:from\\s(?:now|today)|later)`),
    read: ([, count, unit], now) => readAhead(now, count, unit),
  },
  { pattern: words('in\\shalf\\san?\\shour'), read: (_, now) => ({ kind: 'moment', at: now.plus({ minutes: 30 }) }) },
  {
    pattern: words('in\\san\\shour\\sand\\sa\\shalf'),
    read: (_, now) => ({ kind: 'moment', at: now.plus({ minutes: 90 }) }),
  },
  {
    pattern: words('(?:the\\s)?day\\safter\\stomm?orr?ow|overmorrow'),
    read: (_, now) => days.dayFromNow(now, { days: 2 }),
  },
  { pattern: words('tomm?orr?ow|tmrw?|tmw|2morrow'), read: (_, now) => days.dayFromNow(now, { days: 1 }) },
  { pattern: words('today'), read: (_, now) => days.dayFromNow(now, {}) },
  { pattern: words('tonight'), read: (_, now) => [days.dayFromNow(now, {}), partsOfDay.evening] },
  {
    pattern: words(`${third}(?:(next|this)\\s)?week`),
    read: ([, name, which], now) => days.thirdOfWeek(now, readThird(name), which === 'next' ? 1 : 0),
  },
  {
    pattern: words(`${third}(?:(next|this)\\s)?month`),
    read: ([, name, which], now) =>
      days.thirdOfMonth(now.startOf('month').plus({ months: which === 'next' ? 1 : 0 }), readThird(name), {
        months: 1,
      }),
  },
  {
    pattern: words(`(?:${third}|(early|mid|late)[\\s-])(${months})`),
    read: ([, third, early, month], now) => readThirdOfNamedMonth(now, third ?? early, month),
  },
  { pattern: words('next\\sweek(?!end)'), read: (_, now) => days.weekFromNow(now, 1) },
  { pattern: words('this\\sweek(?!end)'), read: (_, now) => days.weekFromNow(now, 0) },
  { pattern: words('within\\s(?:a|the)\\sweek'), read: (_, now) => days.stretch(now.startOf('day'), { days: 7 }) },
  { pattern: words('next\\smonth'), read: (_, now) => days.monthFromNow(now, 1) },
  { pattern: words('this\\smonth'), read: (_, now) => days.monthFromNow(now, 0) },
  {
    pattern: words('(?:(next)\\s|this\\s|the\\s)?weekends?'),
    read: ([, which], now) => days.weekend(now, which === undefined ? 0 : 1),
  },
  { pattern: words('weekdays?'), read: (_, now) => days.workdays(now) },
  ...weekdays.map(
    (names, index): Rule => ({
      pattern: words(`(?:(next)\\s|this\\s|coming\\s)?(?:${names})\\.?`),
      read: ([, which], now) => days.weekdayFromNow(now, index + 1, which === undefined ? 'nearest' : 'next'),
    }),
  ),
  {
    pattern: words(
      `(?:the|on)\\s(?:the\\s)?(\\d{1,2})(?:st|nd|rd|th)(?=\\s*(?:$|[^\\p{L}\\s]|(?:at|in|or|and|works?|is|if|from|between|after|before|then|please|morning|afternoon|evening)(?!\\p{L})))`,
    ),
    read: ([, day], now) => days.dayOfMonth(now, Number(day)),
  },
  {
    pattern: words('feb(?:ruary)?\\s29(?:th)?|29(?:th)?\\s(?:of\\s)?feb(?:ruary)?'),
    read: (_, now) => days.calendarDate(now, { day: 29, month: 2, year: null }),
  },
  {
    pattern: new RegExp(`(?<=(?<!\\p{L})(?:in|until|till|by|before|after|for)\\s)(?:${months})(?!\\p{L}|\\s\\d)`, 'gu'),
    read: ([name], now) => days.namedMonth(now, monthNumber(name)),
  },
]

export const englishClockRules: readonly Rule[] = [
  {
    pattern: words(`(?:from|between)\\s(${anyClock})\\s?(?:to|and|till|until|-)\\s?(${anyClock})${counted}`),
    read: readHours,
  },
  {
    pattern: words(`(${anyClock})\\s?(?:-|to|till)\\s?((?:${hour})(?:[:.]\\d\\d)?\\s?(?:am|pm|a\\.m\\.?|p\\.m\\.?))`),
    read: readHours,
  },
  { pattern: words(`half\\s(?:past\\s)?(${hour})${half}?${part}`), read: match => past(match, 30) },
  { pattern: words(`(?:a\\s)?quarter\\s(?:past|after)\\s(${hour})${half}?${part}`), read: match => past(match, 15) },
  {
    pattern: words(`(?:a\\s)?quarter\\s(?:to|before|till|of)\\s(${hour})${half}?${part}`),
    read: match => past(match, -15),
  },
  { pattern: words(`(?:five)\\s(?:minutes\\s)?to\\s(${hour})${half}?${part}`), read: match => past(match, -5) },
  { pattern: words(`(?:ten)\\s(?:minutes\\s)?to\\s(${hour})${half}?${part}`), read: match => past(match, -10) },
  { pattern: words(`(?:ten)\\s(?:minutes\\s)?past\\s(${hour})${half}?${part}`), read: match => past(match, 10) },
  { pattern: words(`(${hour})(?:[:.](\\d\\d))?${half}`), read: readWithHalf },
  {
    pattern: words(`(${hour})\\s(?:o'clock\\s)?(?:in the (morning|afternoon|evening)|at (night))`),
    read: ([, name, day, night]) => inPart(Number(toNumber(name ?? '')), 0, day ?? night),
  },
  { pattern: words(`(${hour})\\s?o'?clock`), read: ([, name]) => plain(toNumber(name ?? '')) },
  { pattern: words('noon|midday'), read: () => clock(12, 0, false) },
  { pattern: words('midnight'), read: () => clock(24, 0, false) },
]

export const englishBareRules: readonly Rule[] = [
  { pattern: words(`(\\d{1,2})\\s?(?:-|to)\\s?(\\d{1,2})${counted}`), isBare: true, read: readHours },
  { pattern: words(`(${hour})(?:-?ish)?${counted}`), isBare: true, read: ([, name]) => plain(toNumber(name ?? '')) },
]

export const englishPartRules: readonly Rule[] = [
  { pattern: words('early\\s(?:in\\sthe\\s)?morning'), read: () => partsOfDay.earlyMorning },
  { pattern: words('before\\s(?:lunch|noon)|first\\shalf\\sof\\sthe\\sday'), read: () => partsOfDay.beforeLunch },
  { pattern: words('after\\s(?:lunch|noon)|second\\shalf\\sof\\sthe\\sday'), read: () => partsOfDay.afterLunch },
  {
    pattern: words('late\\s(?:in\\sthe\\s)?afternoon|toward?s?\\s(?:the\\s)?evening|end\\sof\\s(?:the\\s)?day'),
    read: () => partsOfDay.towardEvening,
  },
  { pattern: words('late\\s(?:in\\sthe\\s)?evening'), read: () => partsOfDay.lateEvening },
  // A greeting is no proposal.
  { pattern: words('good\\s(?:morning|afternoon|evening|night|day)'), read: () => ({ kind: 'nothing' }) },
  { pattern: words('mornings?'), read: () => partsOfDay.morning },
  { pattern: words('(?:at|around|during)\\slunch(?:\\s?time)?|lunchtime'), read: () => partsOfDay.lunch },
  { pattern: words('afternoons?'), read: () => partsOfDay.daytime },
  { pattern: words('evenings?|after\\swork'), read: () => partsOfDay.evening },
  { pattern: words('at\\snight'), read: () => partsOfDay.night },
]

function readAhead(now: DateTime, count = '', unit = ''): Meaning {
  const amount = toNumber(count)
  if (/^min/.test(unit)) return { kind: 'moment', at: now.plus({ minutes: amount }) }
  if (/^h/.test(unit)) return { kind: 'moment', at: now.plus({ hours: amount }) }
  if (unit.startsWith('week')) return days.weeksFromNow(now, amount)
  if (unit.startsWith('month')) return days.dayFromNow(now, { months: amount })
  return days.dayFromNow(now, unit.startsWith('year') ? { years: amount } : { days: amount })
}

function readThird(name = ''): days.Third {
  if (/^(?:start|beginning|early)/.test(name)) return 'start'
  return name.startsWith('mid') ? 'middle' : 'end'
}

function readThirdOfNamedMonth(now: DateTime, name: string | undefined, month = ''): Days | null {
  const [first] = days.namedMonth(now, monthNumber(month)).candidates
  return first === undefined ? null : days.thirdOfMonth(first.from, readThird(name), { years: 1 })
}

function monthNumber(name: string): number {
  return months.split('|').indexOf(name) + 1
}

function plain(value: number): Clock | null {
  return Number.isNaN(value) || value > 23 ? null : clock(value, 0, value > 0 && value < 12)
}

function readWithHalf([, name = '', minute = '0', half = '']: readonly (string | undefined)[]): Clock | null {
  const value = toNumber(name)
  if (!(value >= 1 && value <= 23)) return null
  const isAfternoon = half.startsWith('p')
  return clock(value > 12 ? value : (value % 12) + (isAfternoon ? 12 : 0), Number(minute), false)
}

function inPart(value: number, minute: number, part: string | undefined): Clock | null {
  if (!(value >= 1 && value <= 23)) return null
  const isLate = part !== 'morning' && value < 12
  return clock(isLate ? value + 12 : value, minute, false)
}

/** "quarter to five" is fifteen minutes less than five. */
function past([, name = '', half, day, night]: RegExpExecArray, minutes: number): Clock | null {
  const said = toNumber(name)
  if (!(said >= 1 && said <= 12)) return null
  const value = minutes < 0 ? (said === 1 ? 12 : said - 1) : said
  const minute = (minutes + 60) % 60
  if (half !== undefined) return clock((value % 12) + (half.startsWith('p') ? 12 : 0), minute, false)
  return (day ?? night) === undefined ? clock(value, minute, value < 12) : inPart(value, minute, day ?? night)
}

/** "8-10pm": the half of the day stands at the end and holds for the beginning, too. */
function readHours([, first = '', second = '']: RegExpExecArray): Hours | null {
  const [from, to] = [first, second].map(text => {
    const [, name = '', minute, half] =
      /^(\d{1,2}|[a-z]+?)(?:[:.](\d\d))?\s?(am|pm|a\.m\.?|p\.m\.?|o'clock)?$/.exec(text) ?? []
    if (half !== undefined && half !== "o'clock") return readWithHalf(['', name, minute, half])
    return minute === undefined ? plain(toNumber(name)) : writtenClock(name, minute)
  })
  if (!(from && to)) return null
  const isEvening = /p\.?m/.test(second) && from.isAmbiguous && from.hour + 12 < to.hour
  return { kind: 'hours', from: isEvening ? { ...from, hour: from.hour + 12, isAmbiguous: false } : from, to }
}
