import { DateTime } from 'luxon'
import type { Evidence } from '../evidence.ts'
import { type Figure, isMoment } from '../figures/figure.ts'

interface Moment {
  readonly weekday: number
  readonly date: number
  readonly clock: number
}

/** The days and times of openings or meetings in every zone in which they may be told. */
export function listMoments(instants: readonly number[], timeZones: readonly string[]): readonly Moment[] {
  return instants.flatMap(instant =>
    timeZones.map(zone => {
      const at = DateTime.fromMillis(instant, { zone })
      return { weekday: at.weekday, date: at.month * 100 + at.day, clock: at.hour * 60 + at.minute }
    }),
  )
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

export function listMeetings(
  evidence: Evidence,
  statuses: readonly Evidence['meetings'][number]['status'][],
): readonly Moment[] {
  const meetings = evidence.meetings.filter(({ status }) => statuses.includes(status))
  return listMoments(
    meetings.map(({ startsAt }) => startsAt),
    evidence.timeZones,
  )
}
