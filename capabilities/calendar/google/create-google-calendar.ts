import { z } from 'zod'
import type { Clock } from '#shared/utils'
import type { BusyOutcome, BusyTime, Calendar, CalendarEntry, SaveOutcome } from '../contract.ts'
import { createGoogleApi, type GoogleAnswer, type GoogleApi, type GoogleApiSettings } from './google-api.ts'

export interface GoogleCalendarSettings extends GoogleApiSettings {
  /** `primary`, or the calendar's address. */
  readonly calendarId: string
}

const dayMs = 86_400_000
const minuteMs = 60_000
/** Google refuses to tell about a stretch that is too long (timeRangeTooLong), without saying how long that is. */
const longestQueryMs = 30 * dayMs

const busySchema = z.object({
  calendars: z.record(
    z.string(),
    z.object({
      busy: z
        .array(z.object({ start: z.iso.datetime({ offset: true }), end: z.iso.datetime({ offset: true }) }))
        .default([]),
      errors: z.array(z.object({ reason: z.string() })).default([]),
    }),
  ),
})

/**
 * Google Calendar over its REST API. What is taken is asked with freeBusy: titles stay with Google, whole days count, and what
 * the owner marked as free does not. Our uid is the event's id there, so a second try meets the first one's event.
 */
export function createGoogleCalendar(settings: GoogleCalendarSettings, clock: Clock): Calendar {
  const api = createGoogleApi(settings, clock)
  const events = `/calendars/${encodeURIComponent(settings.calendarId)}/events`
  return {
    name: 'google',
    listBusy: (from, to, signal) => listBusy(api, { calendarId: settings.calendarId, from, to, signal }),
    save: (entry, signal) => save(api, { events, entry, signal }),
    async remove(uid, signal) {
      const answer = await api({ method: 'DELETE', path: `${events}/${uid}`, body: null }, signal)
      const isGone = answer.kind === 'absent' || answer.kind === 'deleted'
      return isGone ? { kind: 'saved', externalId: uid } : toOutcome(answer, uid)
    },
  }
}

interface BusyQuery {
  readonly calendarId: string
  readonly from: number
  readonly to: number
  readonly signal: AbortSignal
}

async function listBusy(api: GoogleApi, { from, to, ...query }: BusyQuery): Promise<BusyOutcome> {
  const busy: BusyTime[] = []
  for (let start = from; start < to; start += longestQueryMs) {
    const part = await askBusy(api, { ...query, from: start, to: Math.min(start + longestQueryMs, to) })
    if (part.kind === 'unavailable') return part
    busy.push(...part.busy)
  }
  return { kind: 'known', busy }
}

async function askBusy(api: GoogleApi, { calendarId, from, to, signal }: BusyQuery): Promise<BusyOutcome> {
  const body = { timeMin: toIso(from), timeMax: toIso(to), items: [{ id: calendarId }] }
  const answer = await api({ method: 'POST', path: '/freeBusy', body }, signal)
  if (answer.kind !== 'done') return { kind: 'unavailable', code: codeOf(answer) }
  const parsed = busySchema.safeParse(answer.body)
  const [calendar] = parsed.success ? Object.values(parsed.data.calendars) : []
  if (calendar === undefined) return { kind: 'unavailable', code: 'bad_answer' }
  // A calendar that Google cannot show comes with status 200 and nothing busy: it must not look free.
  const [error] = calendar.errors
  if (error !== undefined)
    return { kind: 'unavailable', code: error.reason === 'notFound' ? 'calendar_not_found' : 'forbidden' }
  return {
    kind: 'known',
    busy: calendar.busy.map(({ start, end }) => ({ from: Date.parse(start), to: Date.parse(end) })),
  }
}

interface SaveRequest {
  readonly events: string
  readonly entry: CalendarEntry
  readonly signal: AbortSignal
}

/** Changes the event, also one that was deleted; makes it when there is none. */
async function save(api: GoogleApi, { events, entry, signal }: SaveRequest): Promise<SaveOutcome> {
  const body = toEvent(entry)
  const update = { method: 'PUT', path: `${events}/${entry.uid}`, body } as const
  const updated = await api(update, signal)
  if (updated.kind !== 'absent') return toOutcome(updated, entry.uid)
  const created = await api({ method: 'POST', path: events, body: { id: entry.uid, ...body } }, signal)
  // Another try has made it between our two calls.
  return toOutcome(created.kind === 'duplicate' ? await api(update, signal) : created, entry.uid)
}

/** Without `sequence`: Google counts by itself, and refuses a number below its own. */
function toEvent(entry: CalendarEntry): object {
  return {
    summary: entry.title,
    description: entry.description,
    start: { dateTime: toIso(entry.startsAt) },
    end: { dateTime: toIso(entry.startsAt + entry.minutes * minuteMs) },
    status: 'confirmed',
  }
}

function toOutcome(answer: GoogleAnswer, externalId: string): SaveOutcome {
  switch (answer.kind) {
    case 'done':
      return { kind: 'saved', externalId }
    case 'unavailable':
    case 'refused':
      return answer
    // The event itself cannot be meant: whoever asks has looked for it, or makes it.
    case 'absent':
      return { kind: 'refused', code: 'calendar_not_found' }
    case 'duplicate':
    case 'deleted':
      return { kind: 'unavailable', code: codeOf(answer) }
  }
}

function codeOf(answer: Exclude<GoogleAnswer, { readonly kind: 'done' }>): string {
  return answer.kind === 'unavailable' || answer.kind === 'refused' ? answer.code : answer.kind
}

function toIso(instant: number): string {
  return new Date(instant).toISOString()
}
