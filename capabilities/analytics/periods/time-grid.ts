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
  /** The instant of a time of day (`09:00`) in the day that begins at `dayStart`; where clocks skip it, as much later. */
  atTime(dayStart: number, time: string): number
  /** 1 is Monday. */
  weekday(atMs: number): number
}

/** Days have 23 to 25 hours where clocks change: the calendar decides, not arithmetic. */
export function createTimeGrid(timeZone: string): TimeGrid {
  const find = (atMs: number, grain: 'day' | 'month') => DateTime.fromMillis(atMs, { zone: timeZone }).startOf(grain)
  const remembered = rememberByDay((atMs, grain) => {
    const start = find(atMs, grain)
    return { start: start.toMillis(), next: addTo(start, grain, 1) }
  })
  const floor = (atMs: number, grain: Grain): number =>
    grain === 'quarter' ? Math.floor(atMs / quarterMs) * quarterMs : remembered(atMs, grain)
  const step = (atMs: number, grain: Grain, count: number): number => {
    if (grain === 'quarter') return floor(atMs, grain) + count * quarterMs
    return addTo(find(atMs, grain), grain, count)
  }
  return {
    timeZone,
    floor,
    step,
    atTime(dayStart, time) {
      const [hour = 0, minute = 0] = time.split(':').map(Number)
      return DateTime.fromMillis(dayStart, { zone: timeZone }).set({ hour, minute }).toMillis()
    },
    weekday: atMs => DateTime.fromMillis(atMs, { zone: timeZone }).weekday,
    ceil: (atMs, grain) => (floor(atMs, grain) === atMs ? atMs : step(atMs, grain, 1)),
  }
}

function addTo(start: DateTime, grain: 'day' | 'month', count: number): number {
  return start
    .plus(grain === 'day' ? { days: count } : { months: count })
    .startOf(grain)
    .toMillis()
}

const utcDayMs = 86_400_000
// Ten years of days.
const rememberedDays = 3650

/** A look into the calendar costs 50 µs: what begins within a day of UTC is looked up once. */
function rememberByDay(look: (atMs: number, grain: 'day' | 'month') => { start: number; next: number }) {
  const known = { day: new Map<number, readonly number[]>(), month: new Map<number, readonly number[]>() }
  return (atMs: number, grain: 'day' | 'month'): number => {
    const utcDay = Math.floor(atMs / utcDayMs)
    let starts = known[grain].get(utcDay)
    if (starts === undefined) {
      if (known[grain].size >= rememberedDays) known[grain].clear()
      starts = listStarts(utcDay * utcDayMs, grain)
      known[grain].set(utcDay, starts)
    }
    return starts.findLast(start => start <= atMs) ?? look(atMs, grain).start
  }

  function listStarts(fromMs: number, grain: 'day' | 'month'): readonly number[] {
    const starts: number[] = []
    for (let at = fromMs; at < fromMs + utcDayMs; ) {
      const { start, next } = look(at, grain)
      starts.push(start)
      at = next
    }
    return starts
  }
}
