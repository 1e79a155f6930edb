import ICAL from 'ical.js'
import { DateTime } from 'luxon'
import type { BusyTime } from '../contract.ts'

export interface BusyWindow {
  readonly from: number
  readonly to: number
  /** For whole days and for times without a zone: those of the owner. */
  readonly timeZone: string
}

/** Thirty years of a daily entry; more is a fault of the file. */
const maxOccurrences = 11_000

/**
 * What the events of one resource (RFC 4791: a series with its exceptions) take within the window; null when it cannot be
 * read. Series are unrolled here, because not every server can do it. What is cancelled or shown as free takes nothing.
 */
export function readBusy(text: string, window: BusyWindow): readonly BusyTime[] | null {
  try {
    const root = new ICAL.Component(ICAL.parse(text))
    const events = root.getAllSubcomponents('vevent').map(component => new ICAL.Event(component))
    const series = events.filter(event => !event.isRecurrenceException())
    const exceptions = events.filter(event => event.isRecurrenceException())
    // An exception whose series the server keeps elsewhere stands for itself.
    const lonely = exceptions.filter(exception => !series.some(event => event.uid === exception.uid))
    return [...series, ...lonely].flatMap(event => listTimes(event, exceptions, window))
  } catch {
    return null
  }
}

function listTimes(event: ICAL.Event, exceptions: readonly ICAL.Event[], window: BusyWindow): readonly BusyTime[] {
  if (!event.isRecurring()) return keepTaken(event, { start: event.startDate, end: event.endDate }, window)
  for (const exception of exceptions) if (exception.uid === event.uid) event.relateException(exception)
  const times: BusyTime[] = []
  const iterator = event.iterator()
  for (let count = 0; count < maxOccurrences; count += 1) {
    const next = iterator.next()
    if (next === null || next === undefined) return times
    if (toInstant(next, event, window) >= window.to) return [...times, ...movedInto(event, exceptions, window)]
    const { item, startDate, endDate } = event.getOccurrenceDetails(next)
    times.push(...keepTaken(item, { start: startDate, end: endDate }, window))
  }
  throw new RangeError('a series without end')
}

/** Occurrences that lie beyond the window by their series, and were moved into it one by one. */
function movedInto(event: ICAL.Event, exceptions: readonly ICAL.Event[], window: BusyWindow): readonly BusyTime[] {
  return exceptions
    .filter(({ uid, recurrenceId }) => uid === event.uid && toInstant(recurrenceId, event, window) >= window.to)
    .flatMap(exception => keepTaken(exception, { start: exception.startDate, end: exception.endDate }, window))
}

function keepTaken(
  event: ICAL.Event,
  { start, end }: { readonly start: ICAL.Time; readonly end: ICAL.Time },
  window: BusyWindow,
): readonly BusyTime[] {
  const isFree =
    event.component.getFirstPropertyValue('transp') === 'TRANSPARENT' ||
    event.component.getFirstPropertyValue('status') === 'CANCELLED'
  if (isFree) return []
  const taken = { from: toInstant(start, event, window), to: toInstant(end, event, window) }
  return taken.to > window.from && taken.from < window.to && taken.to > taken.from ? [taken] : []
}

/** A time whose zone the file describes is known to ical.js; a zone that is only named, and no zone at all, are not. */
function toInstant(time: ICAL.Time, event: ICAL.Event, window: BusyWindow): number {
  if (!time.isDate && time.zone !== ICAL.Timezone.localTimezone) return time.toUnixTime() * 1000
  const { year, month, day, hour, minute, second } = time
  const named = event.component.getFirstProperty('dtstart')?.getFirstParameter('tzid')
  const wallTime = { year, month, day, ...(time.isDate ? {} : { hour, minute, second }) }
  const inNamedZone = DateTime.fromObject(wallTime, { zone: named ?? window.timeZone })
  // Outlook names zones in words of its own ("Russian Standard Time").
  const local = inNamedZone.isValid ? inNamedZone : DateTime.fromObject(wallTime, { zone: window.timeZone })
  return local.toMillis()
}
