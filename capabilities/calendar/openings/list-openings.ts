import { DateTime } from 'luxon'
import type { BusyTime } from '../contract.ts'
import { atLocalTime, listStretches, type OpeningRules, type OpenStretch } from './opening-rules.ts'

export interface OpeningQuery {
  readonly nowMs: number
  /** Openings that start at or after this; default: as early as the rules allow. */
  readonly from?: number
  /** Openings that start before this; default: the horizon. */
  readonly to?: number
  /** What is taken, in any order; may overlap. Buffers are kept around each. */
  readonly busy: readonly BusyTime[]
  readonly limit: number
  /** Openings after this one: the last of the page before. */
  readonly after?: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** What holds whatever the owner's words say: nobody is ready for a client who booked a minute ago. */
const leastLeadHours = 2

/**
 * The starts (epoch ms, ascending, at most `limit`) at which a whole meeting fits into a working stretch and touches nothing
 * that is taken. Working hours are wall time of the business's zone, so 9–18 stays 9–18 in the weeks in which the clocks change.
 */
export function listOpenings(rules: OpeningRules, query: OpeningQuery): readonly number[] {
  const window = findWindow(rules, query)
  const starts = listDays(rules, window)
    .flatMap(day => listStretches(rules, day))
    .flatMap(stretch => listStarts(rules, stretch))
    .filter(start => start >= window.from && start < window.to && isFree(rules, start, query.busy))
  // The stretches of a careless owner may overlap.
  return [...new Set(starts)].sort((one, other) => one - other).slice(0, query.limit)
}

/** The stretch of time for which `listOpenings` has to know what is taken: the whole horizon with its buffers. */
export function findHorizon(rules: OpeningRules, nowMs: number): BusyTime {
  const { from, to } = findWindow(rules, { nowMs, busy: [], limit: 0 })
  const around = rules.bufferMinutes * minuteMs
  return { from: from - around, to: to + rules.minutes * minuteMs + around }
}

function findWindow(rules: OpeningRules, { nowMs, from, to, after }: OpeningQuery): BusyTime {
  const horizon = DateTime.fromMillis(nowMs, { zone: rules.timeZone }).plus({ days: rules.horizonDays }).endOf('day')
  return {
    from: Math.max(
      nowMs + Math.max(rules.leadHours, leastLeadHours) * hourMs,
      from ?? Number.NEGATIVE_INFINITY,
      after === undefined ? Number.NEGATIVE_INFINITY : after + 1,
    ),
    to: Math.min(horizon.toMillis() + 1, to ?? Number.POSITIVE_INFINITY),
  }
}

function listDays(rules: OpeningRules, { from, to }: BusyTime): readonly DateTime[] {
  const days: DateTime[] = []
  // A stretch of the day before may reach over midnight.
  let day = DateTime.fromMillis(from, { zone: rules.timeZone }).startOf('day').minus({ days: 1 })
  while (day.toMillis() < to) {
    days.push(day)
    day = day.plus({ days: 1 })
  }
  return days
}

function listStarts(rules: OpeningRules, { day, from, to }: OpenStretch): readonly number[] {
  const last = to - rules.minutes * minuteMs
  const times = rules.startTimes ?? null
  if (times !== null) {
    return times.map(time => atLocalTime(day, time)).filter(start => start >= from && start <= last)
  }
  const stepMs = rules.stepMinutes * minuteMs
  return Array.from({ length: Math.max(0, Math.floor((last - from) / stepMs) + 1) }, (_, step) => from + step * stepMs)
}

function isFree(rules: OpeningRules, start: number, busy: readonly BusyTime[]): boolean {
  const from = start - rules.bufferMinutes * minuteMs
  const to = start + (rules.minutes + rules.bufferMinutes) * minuteMs
  return busy.every(taken => taken.to <= from || taken.from >= to)
}
