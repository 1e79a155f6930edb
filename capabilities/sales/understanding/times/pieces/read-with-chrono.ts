import type { ParsedComponents } from 'chrono-node'
import * as english from 'chrono-node/en'
import * as russian from 'chrono-node/ru'
import * as chinese from 'chrono-node/zh/hans'
import type { DateTime } from 'luxon'
import { calendarDate, spanDays } from '../days.ts'
import { type Clock, clock, type Days, type Meaning } from '../piece.ts'

/** A locale of chrono with the words for month and day without which it has nothing to add to our rules: it is the slow part. */
const locales = [
  {
    month:
      /(?<!\p{L})(?:янв(?:ар[ьяе])?|фев(?:рал[ьяе])?|мар(?:т[ае]?)?|апр(?:ел[ьяе])?|ма[йяе]|июн[ьяе]|июл[ьяе]|авг(?:уст[ае]?)?|сен(?:тябр[ьяе])?|окт(?:ябр[ьяе])?|ноя(?:бр[ьяе])?|дек(?:абр[ьяе])?)(?!\p{L})/u,
    day: /\d|(?:ое|ого|ье|ьего)(?!\p{L})/u,
    chrono: russian,
  },
  {
    month:
      /(?<![a-z])(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])/,
    day: /\d|(?:st|nd|rd|th)(?![a-z])/,
    chrono: english,
  },
  { month: /月/, day: /[\d一二三四五六七八九十]/, chrono: chinese },
]

export interface ChronoReading {
  readonly index: number
  readonly end: number
  readonly meanings: readonly Meaning[]
}

/**
 * Dates with a named month, in all the ways chrono knows («пятнадцатого ноября», "15th of March 2027", 十一月十五日).
 * What it says without naming day and month is left to our rules, which know parts of the day and the client's habits.
 */
export function readWithChrono(text: string, now: DateTime): readonly ChronoReading[] {
  const reference = { instant: now.toJSDate(), timezone: now.offset }
  return locales
    .filter(({ month, day }) => month.test(text) && day.test(text))
    .flatMap(({ chrono, month }) =>
      chrono.parse(text, reference, { forwardDate: true }).filter(result => month.test(result.text)),
    )
    .flatMap(({ start, end, index, text: found }) => {
      const [first, last] = [readDate(start, now), readDate(end, now)]
      if (first === null) return []
      const dates = last === null ? first : spanDays(first, last)
      const meanings = [dates, readClock(start)].filter(meaning => meaning !== null)
      return [{ index, end: index + found.length, meanings }]
    })
}

function readDate(parsed: ParsedComponents | null | undefined, now: DateTime): Days | null {
  const [day, month] = [parsed?.get('day') ?? null, parsed?.get('month') ?? null]
  if (!parsed?.isCertain('day') || !parsed.isCertain('month') || day === null || month === null) return null
  return calendarDate(now, { day, month, year: parsed.isCertain('year') ? parsed.get('year') : null })
}

function readClock(parsed: ParsedComponents): Clock | null {
  const [hour, minute] = [parsed.get('hour'), parsed.get('minute') ?? 0]
  return parsed.isCertain('hour') && hour !== null ? clock(hour, minute, hour > 0 && hour < 12 && minute === 0) : null
}
