import type { DateTime, DurationLikeObject } from 'luxon'
import type { Days, Stretch } from './piece.ts'

const yearsToNextLeapDay = 8
const monthsToNextThirtyFirst = 2

/** The day that lies `offset` from today. */
export function dayFromNow(now: DateTime, offset: DurationLikeObject): Days {
  return { kind: 'days', candidates: [wholeDay(now.plus(offset))] }
}

/** What is over: it takes its time with it («вчера в 15») and is no mention. */
export const past: Days = { kind: 'days', candidates: [] }

/** The day that lies `weeks` from today; a weekday beside it means that week. */
export function weeksFromNow(now: DateTime, weeks: number): Days {
  const day = now.plus({ days: Math.round(weeks * 7) })
  const from = day.startOf('week')
  return { kind: 'days', candidates: [wholeDay(day)], week: { from, to: from.plus({ weeks: 1 }), precision: 'week' } }
}

/** Monday is 1. `which` next means the one in next week, as in «в следующий четверг». */
export function weekdayFromNow(now: DateTime, weekday: number, which: 'nearest' | 'next'): Days {
  const inThisWeek = now.startOf('week').plus({ days: weekday - 1 })
  const weeks = which === 'next' ? [1] : [0, 1]
  const candidates = weeks.map(week => wholeDay(inThisWeek.plus({ weeks: week })))
  return { kind: 'days', candidates, weekday }
}

/** A date without its year is the next such date; null when no calendar has it. */
export function calendarDate(now: DateTime, date: { day: number; month: number; year: number | null }): Days | null {
  const { day, month } = date
  const isLeapDay = day === 29 && month === 2
  const ahead = range((isLeapDay ? yearsToNextLeapDay : 1) + 1).map(later => now.year + later)
  const years = date.year === null ? ahead : [date.year]
  return fromExisting(
    years.map(year => now.startOf('day').set({ year, month: 1, day: 1 }).set({ month, day })),
    date,
  )
}

/** «21 числа»: in this month, or the next that has such a day; `skip` months are passed over. */
export function dayOfMonth(now: DateTime, day: number, skip = 0): Days | null {
  const months = range(monthsToNextThirtyFirst + 1)
    .map(skipped => skipped + skip)
    .map(later => now.startOf('month').plus({ months: later }))
  return fromExisting(
    months.map(month => month.set({ day })),
    { day, month: null },
  )
}

export function weekFromNow(now: DateTime, offset: number): Days {
  return stretch(now.startOf('week').plus({ weeks: offset }), { weeks: 1 }, 'week')
}

export function monthFromNow(now: DateTime, offset: number): Days {
  return stretch(now.startOf('month').plus({ months: offset }), { months: 1 }, 'month')
}

/** The next month of this number; the running one counts. */
export function namedMonth(now: DateTime, month: number): Days {
  return monthFromNow(now, (month - now.month + 12) % 12)
}

/** Several days from `first` on; told in weeks because no single day was named. */
export function stretch(from: DateTime, length: DurationLikeObject, precision: 'week' | 'month' = 'week'): Days {
  return { kind: 'days', candidates: [{ from, to: from.plus(length), precision }] }
}

export function weekend(now: DateTime, offset: number): Days {
  return stretch(now.startOf('week').plus({ weeks: offset, days: 5 }), { days: 2 })
}

/** Monday to Friday; on a weekend, those of next week. */
export function workdays(now: DateTime): Days {
  const offset = now.weekday > 5 ? 1 : 0
  return stretch(now.startOf('week').plus({ weeks: offset }), { days: 5 })
}

export type Third = 'start' | 'middle' | 'end'

/** A third of a week: Monday and Tuesday, Tuesday to Thursday, Thursday and Friday. */
export function thirdOfWeek(now: DateTime, third: Third, offset: number): Days {
  const [first, days] = { start: [0, 2] as const, middle: [1, 3] as const, end: [3, 2] as const }[third]
  const weeks = [offset, offset + 1].map(week => now.startOf('week').plus({ weeks: week, days: first }))
  return {
    kind: 'days',
    candidates: weeks.map(from => ({ from, to: from.plus({ days }), precision: 'week' })),
    isEnd: third === 'end',
  }
}

/** A third of the month in which `from` lies: days 1–10, 11–20, 21 to the end; a year later when that is over. */
export function thirdOfMonth(from: DateTime, third: Third, repeat: DurationLikeObject): Days {
  const month = from.startOf('month')
  const candidates = [month, month.plus(repeat)].map((start): Stretch => {
    const ends = { start: start.set({ day: 11 }), middle: start.set({ day: 21 }), end: start.plus({ months: 1 }) }
    const starts = { start, middle: start.set({ day: 11 }), end: start.set({ day: 21 }) }
    return { from: starts[third], to: ends[third], precision: 'week' }
  })
  return { kind: 'days', candidates, isEnd: third === 'end' }
}

/** From the first day of one to the last of the other; null when they do not follow each other. */
export function spanDays(first: Days, last: Days): Days | null {
  const candidates = first.candidates.flatMap(({ from }): readonly Stretch[] => {
    const end = last.candidates.find(({ to }) => to > from)
    return end === undefined ? [] : [{ from, to: end.to, precision: 'week' }]
  })
  return candidates.length === 0 ? null : { ...first, candidates }
}

export function wholeDay(moment: DateTime): Stretch {
  const from = moment.startOf('day')
  return { from, to: from.plus({ days: 1 }), precision: 'day' }
}

/** Luxon moves 31 November into December or clips it; such a date does not exist and is no candidate. */
function fromExisting(dates: readonly DateTime[], asked: { day: number; month: number | null }): Days | null {
  const existing = dates.filter(
    date => date.isValid && date.day === asked.day && (asked.month === null || date.month === asked.month),
  )
  return existing.length === 0 ? null : { kind: 'days', candidates: existing.map(wholeDay) }
}

function range(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index)
}
