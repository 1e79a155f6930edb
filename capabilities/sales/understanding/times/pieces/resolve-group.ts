import type { DateTime } from 'luxon'
import { wholeDay } from '../days.ts'
import type { Clock, Edge, Hours, Stretch } from '../piece.ts'
import type { Group } from './group-pieces.ts'

export interface Resolved {
  readonly from: DateTime
  readonly to: DateTime
  readonly precision: 'minute' | 'daypart' | 'day' | 'week' | 'month'
}

/** Hours below this are meant in the afternoon when nothing else is said: nobody meets at three in the night. */
const firstLikelyHour = 8
/** Where «до трёх» begins. */
const firstWorkingHour = 9
/** How far «не раньше четверга» reaches. */
const openEndDays = 7
const nightHour = 22

/** The first reading of a group that lies ahead of `now`; null when all of it is over for more than a day. */
export function resolveGroup(group: Group, now: DateTime): Resolved | null {
  if (group.time?.meaning.kind === 'moment') return oneMinute(group.time.meaning.at.startOf('minute'))
  const isDeadline = group.days?.edge === 'by' || group.days?.edge === 'before'
  const isWeekday = group.days?.meaning.weekday !== undefined && !isDeadline
  const candidates = group.days?.meaning.candidates ?? [wholeDay(now), wholeDay(now.plus({ days: 1 }))]
  const readings = candidates.map(stretch => readOn(stretch, group, now)).filter(reading => reading !== null)
  const ahead = readings.find(reading => isAhead(reading, now, isWeekday))
  if (ahead !== undefined) return startToday(ahead, now)
  // «сегодня в 9» said at noon: over, but it is what the client said.
  return readings.findLast(reading => reading.from > now.minus({ days: 1 })) ?? null
}

function readOn(stretch: Stretch, group: Group, now: DateTime): Resolved | null {
  const { time, part } = group
  if (stretch.precision !== 'day') return bound(stretch, edgeOf(group.days), now)
  if (time?.meaning.kind === 'clock') return readClock(stretch, { ...group, clock: time.meaning, edge: time.edge }, now)
  if (time?.meaning.kind === 'hours') return readHours(stretch, { ...group, hours: time.meaning })
  if (part === null) return bound(stretch, edgeOf(group.days), now)
  return { from: at(stretch, part.fromHour, 0), to: at(stretch, part.toHour, 0), precision: 'daypart' }
}

function readClock(stretch: Stretch, said: Group & { clock: Clock; edge: Edge }, now: DateTime): Resolved | null {
  const { clock, edge } = said
  const likely = at(stretch, likelyHour(clock, said.part), clock.minute)
  const isOnlyDay = said.days?.meaning.candidates.length === 1
  const later = clock.hour < 12 ? at(stretch, clock.hour + 12, clock.minute) : likely
  const moment = clock.isAmbiguous && isOnlyDay && likely < now && later >= now ? later : likely
  if (edge === 'since' || edge === 'after') return { from: moment, to: stretch.to, precision: 'daypart' }
  if (edge !== 'before') return oneMinute(moment)
  const morning = at(stretch, firstWorkingHour, 0)
  return { from: morning < moment ? morning : stretch.from, to: moment, precision: 'daypart' }
}

function readHours(stretch: Stretch, said: Group & { hours: Hours }): Resolved | null {
  const { from: first, to: last } = said.hours
  const from = at(stretch, likelyHour(first, said.part), first.minute)
  const ends = [last.hour, ...(last.isAmbiguous ? [last.hour + 12] : [])].map(hour => at(stretch, hour, last.minute))
  const to = ends.find(end => end > from)
  return to === undefined ? null : { from, to, precision: 'daypart' }
}

function likelyHour(clock: Clock, part: Group['part']): number {
  if (!clock.isAmbiguous) return clock.hour
  const isLate =
    part === null
      ? clock.hour < firstLikelyHour
      : part.fromHour >= 12 && !(part.fromHour >= nightHour && clock.hour < 6)
  return isLate ? clock.hour + 12 : clock.hour
}

/** «до конца недели» includes the end. */
function edgeOf(days: Group['days']): Edge {
  return days?.edge === 'before' && days.meaning.isEnd ? 'by' : (days?.edge ?? null)
}

/** What «до», «после» and «с» make of whole days. */
function bound(stretch: Stretch, edge: Edge, now: DateTime): Resolved | null {
  const today = now.startOf('day')
  const until = (to: DateTime): Resolved | null =>
    to > today ? { from: today, to, precision: widthOf(today, to) } : null
  if (edge === 'before') return until(stretch.from)
  if (edge === 'by') return until(stretch.to)
  if (edge !== 'since' && edge !== 'after') return stretch
  const from = edge === 'since' ? stretch.from : stretch.to
  return { from, to: from.plus({ days: openEndDays }), precision: 'week' }
}

function widthOf(from: DateTime, to: DateTime): 'day' | 'week' {
  return from.plus({ days: 1 }) < to ? 'week' : 'day'
}

/** A weekday is named for a day to come: «в среду», said on a Wednesday, is the next one, unless an hour of today is left. */
function isAhead({ from, to, precision }: Resolved, now: DateTime, isWeekday: boolean): boolean {
  if (precision === 'minute') return from >= now.startOf('minute')
  if (precision === 'daypart') return from.toMillis() + to.toMillis() >= 2 * now.toMillis()
  return isWeekday ? from > now : to > now
}

/** A week that has begun is what is left of it. */
function startToday(reading: Resolved, now: DateTime): Resolved {
  const today = now.startOf('day')
  const isStretch = reading.precision === 'week' || reading.precision === 'month'
  return isStretch && reading.from < today ? { ...reading, from: today } : reading
}

/** In the hour that a change of clocks skips, luxon takes the hour after it; in the hour that comes twice, the first. */
function at(stretch: Stretch, hour: number, minute: number): DateTime {
  return stretch.from.set({ hour, minute })
}

function oneMinute(from: DateTime): Resolved {
  return { from, to: from.plus({ minutes: 1 }), precision: 'minute' }
}
