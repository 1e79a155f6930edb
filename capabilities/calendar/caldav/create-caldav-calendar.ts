import type { Clock } from '#shared/utils'
import type { BusyOutcome, BusyTime, Calendar, SaveOutcome } from '../contract.ts'
import { writeStoredEvent } from '../ics/write-stored-event.ts'
import { createDavClient, type DavAnswer, type DavClient, type DavFailure, type DavSettings } from './dav-client.ts'
import { findCalendar } from './find-calendar.ts'
import { type BusyWindow, readBusy } from './read-busy.ts'

export interface CaldavSettings extends DavSettings {
  /** The server, the user's home, or the calendar itself. */
  readonly url: string
  /** Name of the calendar; null: the first one. */
  readonly calendar: string | null
  /** The business's zone: whole days are its days. */
  readonly timeZone: string
}

/**
 * A calendar on any CalDAV server (RFC 4791). Our uid is the name of the entry's resource, so a second try writes over the
 * first. The calendar is looked for at the first call, and again after it has gone.
 */
export function createCaldavCalendar(settings: CaldavSettings, clock: Clock): Calendar {
  const dav = createDavClient(settings, clock)
  let found: string | null = null
  return {
    name: 'caldav',
    async listBusy(from, to, signal) {
      const calendar = await locate(signal)
      if (calendar.kind !== 'done') return { kind: 'unavailable', code: codeOf(calendar) }
      const window = { from, to, timeZone: settings.timeZone }
      return noteAbsence(await askBusy(dav, { url: calendar.value, window }, signal))
    },
    async save(entry, signal) {
      const calendar = await locate(signal)
      if (calendar.kind !== 'done') return toOutcome(calendar, entry.uid)
      const url = new URL(`${entry.uid}.ics`, calendar.value).href
      const body = writeStoredEvent(entry, clock.now())
      const answer = await dav.send({ method: 'PUT', url, body }, signal)
      if (answer.kind === 'absent') found = null
      return toOutcome(answer, entry.uid)
    },
    async remove(uid, signal) {
      const calendar = await locate(signal)
      if (calendar.kind !== 'done') return toOutcome(calendar, uid)
      const answer = await dav.send(
        { method: 'DELETE', url: new URL(`${uid}.ics`, calendar.value).href, body: null },
        signal,
      )
      return answer.kind === 'absent' ? { kind: 'saved', externalId: uid } : toOutcome(answer, uid)
    },
  }

  async function locate(signal: AbortSignal): Promise<DavAnswer<string>> {
    if (found !== null) return { kind: 'done', value: found, url: found }
    const calendar = await findCalendar(dav, { url: settings.url, name: settings.calendar }, signal)
    if (calendar.kind === 'done') found = calendar.value
    return calendar
  }

  function noteAbsence(outcome: BusyOutcome): BusyOutcome {
    if (outcome.kind === 'unavailable' && outcome.code === absentCode) found = null
    return outcome
  }
}

const absentCode = 'calendar_not_found'

async function askBusy(
  dav: DavClient,
  { url, window }: { readonly url: string; readonly window: BusyWindow },
  signal: AbortSignal,
): Promise<BusyOutcome> {
  const range = { _attributes: { start: toStamp(window.from), end: toStamp(window.to) } }
  const events = { _attributes: { name: 'VEVENT' }, 'time-range': range }
  const filters = { 'comp-filter': { _attributes: { name: 'VCALENDAR' }, 'comp-filter': events } }
  const props = { 'd:getetag': {}, 'c:calendar-data': {} }
  const answer = await dav.ask(
    ({ fetch, tsdav }) => tsdav.calendarQuery({ url, props, filters, depth: '1', fetch }),
    signal,
  )
  if (answer.kind !== 'done') return { kind: 'unavailable', code: codeOf(answer) }

  const busy: BusyTime[] = []
  // An answer with no entry has no address either.
  for (const { props: entry } of answer.value.filter(response => response.href !== undefined)) {
    const data: unknown = entry?.calendarData?._cdata ?? entry?.calendarData
    const times = typeof data === 'string' ? readBusy(data, window) : null
    // What we cannot read may be a whole day off.
    if (times === null) return { kind: 'unavailable', code: 'unreadable_entry' }
    busy.push(...times)
  }
  return { kind: 'known', busy }
}

function toOutcome(answer: DavAnswer<unknown>, externalId: string): SaveOutcome {
  switch (answer.kind) {
    case 'done':
      return { kind: 'saved', externalId }
    case 'absent':
      return { kind: 'refused', code: absentCode }
    case 'unavailable':
    case 'refused':
      return answer
  }
}

function codeOf(failure: DavFailure): string {
  return failure.kind === 'absent' ? absentCode : failure.code
}

/** 20261125T100000Z */
function toStamp(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}
