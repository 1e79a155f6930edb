import { DateTime } from 'luxon'

export type Grain = 'quarter' | 'day' | 'month'
export const grains: readonly Grain[] = ['quarter', 'day', 'month']

/** A quarter of an hour: every zone's day begins at the beginning of one. */
export const quarterMs = 15 * 60_000

/** Where the quarters of an hour, days and months of a time zone begin. */
export interface TimeGrid {
  readonly timeZone: string
  /** The beginning of the stretch that `atMs` lies in. */
  floor(atMs: number, grain: Grain): number
  /** The first beginning of a stretch at or after `atMs`. */
  ceil(atMs: number, grain: Grain): number
  /** The beginning of the stretch `count` after the one that `atMs` lies in; negative: before. */
  step(atMs: number, grain: Grain, count: number): number
  /** 1 is Monday. */
  weekday(atMs: number): number
}

/** Days have 23 to 25 hours where clocks change: the calendar decides, not arithmetic. */
export function createTimeGrid(timeZone: string): TimeGrid {
  const find = (atMs: number, grain: 'day' | 'month') => DateTime.fromMillis(atMs, { zone: timeZone }).startOf(grain)
  const floor = (atMs: number, grain: Grain): number =>
    grain === 'quarter' ? Math.floor(atMs / quarterMs) * quarterMs : remembered(grain, atMs)
  const remembered = rememberByQuarter((grain, atMs) => find(atMs, grain).toMillis())
  const step = (atMs: number, grain: Grain, count: number): number => {
    if (grain === 'quarter') return floor(atMs, grain) + count * quarterMs
    return find(atMs, grain)
      .plus(grain === 'day' ? { days: count } : { months: count })
      .startOf(grain)
      .toMillis()
  }
  return {
    timeZone,
    floor,
    step,
    weekday: atMs => DateTime.fromMillis(atMs, { zone: timeZone }).weekday,
    ceil: (atMs, grain) => (floor(atMs, grain) === atMs ? atMs : step(atMs, grain, 1)),
  }
}

// A year of quarters: a history is counted in about the order of time, and a look into the calendar costs 10 µs.
const rememberedQuarters = 35_000

function rememberByQuarter(find: (grain: 'day' | 'month', atMs: number) => number) {
  const known = { day: new Map<number, number>(), month: new Map<number, number>() }
  return (grain: 'day' | 'month', atMs: number): number => {
    const quarter = Math.floor(atMs / quarterMs)
    const found = known[grain].get(quarter)
    if (found !== undefined) return found
    if (known[grain].size >= rememberedQuarters) known[grain].clear()
    const start = find(grain, quarter * quarterMs)
    known[grain].set(quarter, start)
    return start
  }
}
