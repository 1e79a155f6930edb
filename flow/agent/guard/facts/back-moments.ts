import { DateTime } from 'luxon'
import type { Evidence } from '../evidence.ts'
import { type Figure, isMoment } from '../figures/figure.ts'
import { lazily } from '../text/lazily.ts'

export interface Moment {
  readonly weekday: number
  readonly date: number
  readonly clock: number
}

/** The figures that one of `moments` says: a time must be that of a moment on the day beside it, a day that of one at the time beside it. */
export function backMoments(figures: readonly Figure[], moments: readonly Moment[]): ReadonlySet<Figure> {
  const stated = figures.filter(isMoment)
  return new Set(
    stated.filter(figure => moments.some(moment => isAbout(figure, moment) && fitsNeighbours(stated, moment))),
  )
}

function isAbout({ unit, values }: Figure, moment: Moment): boolean {
  if (unit.kind === 'clock') return values.includes(moment.clock)
  if (unit.kind === 'weekday') return values.includes(moment.weekday)
  if (unit.kind === 'date') return values.includes(moment.date)
  return unit.kind === 'month' && values.includes(Math.floor(moment.date / 100))
}

/** «в пятницу в 15:00 или 16:00»: of each sort of figure that is stated, one is the moment's. */
function fitsNeighbours(stated: readonly Figure[], moment: Moment): boolean {
  const sorts = new Set(stated.map(({ unit }) => unit.kind))
  return [...sorts].every(sort => stated.some(figure => figure.unit.kind === sort && isAbout(figure, moment)))
}

/** The moments that a reply may speak of; the zones are looked up only for those that are asked about. */
export interface Calendar {
  /** Of scheduled meetings. */
  readonly booked: () => readonly Moment[]
  /** Of openings and of meetings, held or scheduled. */
  readonly known: () => readonly Moment[]
  readonly now: () => readonly Moment[]
}

export function openCalendar({ openings, meetings, nowMs, timeZones }: Evidence): Calendar {
  const scheduled = meetings.filter(({ status }) => status === 'scheduled')
  return {
    booked: lazily(() => listMoments(scheduled.map(startOf), timeZones)),
    known: lazily(() => listMoments([...openings, ...meetings.map(startOf)], timeZones)),
    now: lazily(() => listMoments([nowMs], timeZones)),
  }
}

function startOf({ startsAt }: Evidence['meetings'][number]): number {
  return startsAt
}

/** In every zone in which they may be told. */
function listMoments(instants: readonly number[], timeZones: readonly string[]): readonly Moment[] {
  return instants.flatMap(instant =>
    timeZones.map(zone => {
      const at = DateTime.fromMillis(instant, { zone })
      return { weekday: at.weekday, date: at.month * 100 + at.day, clock: at.hour * 60 + at.minute }
    }),
  )
}
