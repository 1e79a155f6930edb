import type { Database, MeetingId } from '#shared/database'
import type { Clock, Logger } from '#shared/utils'
import type { Meeting } from '../bookings/meeting.ts'
import type { Calendar, SaveOutcome } from '../contract.ts'
import { syncRemovals } from './sync-removals.ts'
import { claimDueSyncs, type DueSync, type SyncEnd, settleSync } from './sync-rows.ts'

export interface SyncDeps {
  readonly database: Database
  readonly calendar: Calendar
  readonly clock: Clock
  readonly logger: Logger
  readonly signal: AbortSignal
  /** What the owner reads in the entry: who, contact, link to the chat. Plain text. */
  readonly describe: (meeting: Meeting) => Promise<string>
}

export interface SyncReport {
  /** Written or removed. */
  readonly settled: number
  /** Tried in vain, to be tried again. */
  readonly postponed: number
  /** Given up: refused for good, or tried too often. The owner should know. */
  readonly abandoned: readonly { readonly meetingId: MeetingId; readonly code: string }[]
  /** More is due already. */
  readonly isMore: boolean
}

const batchSize = 20
const minuteMs = 60_000
/** Longer than one call to a calendar takes. A crash delays an entry by this much. */
const leaseMs = 2 * minuteMs
/** With pauses of 1, 2, 4, … 60 minutes: about 18 hours of an unreachable calendar. */
const maxAttempts = 24
const longestPauseMs = 60 * minuteMs

/**
 * Tells the outside calendar what it does not know yet: meetings that were confirmed, moved, cancelled or forgotten. At least once, and
 * idempotent by uid, so a try whose answer was lost makes no second entry. No transaction is open while the calendar is asked.
 */
export async function syncDueMeetings(deps: SyncDeps): Promise<SyncReport> {
  const { database, calendar, clock } = deps
  await syncRemovals(deps)
  const due = await database.transaction(tx =>
    claimDueSyncs(tx, { calendar: calendar.name, nowMs: clock.now(), leaseMs, limit: batchSize }),
  )
  const abandoned: { meetingId: MeetingId; code: string }[] = []
  let settled = 0
  for (const sync of due) {
    const outcome = await write(deps, sync)
    const end = judge(sync, outcome, clock.now())
    await database.transaction(tx => settleSync(tx, sync, end))
    if (end.kind === 'settled') settled += 1
    if (end.kind === 'abandoned') abandoned.push({ meetingId: sync.meeting.id, code: end.code })
    report(deps.logger, sync, end)
  }
  return { settled, postponed: due.length - settled - abandoned.length, abandoned, isMore: due.length === batchSize }
}

async function write(deps: SyncDeps, { meeting }: DueSync): Promise<SaveOutcome> {
  const { calendar, signal } = deps
  if (meeting.status === 'cancelled') return calendar.remove(meeting.uid, signal)
  const { uid, startsAt, minutes, title, sequence } = meeting
  return calendar.save({ uid, startsAt, minutes, title, sequence, description: await deps.describe(meeting) }, signal)
}

function judge({ meeting, attempts }: DueSync, outcome: SaveOutcome, nowMs: number): SyncEnd {
  switch (outcome.kind) {
    case 'saved':
      return { kind: 'settled', externalId: meeting.status === 'cancelled' ? null : outcome.externalId }
    case 'refused':
      return { kind: 'abandoned', code: outcome.code }
    case 'unavailable':
      return attempts >= maxAttempts
        ? { kind: 'abandoned', code: outcome.code }
        : { kind: 'postponed', code: outcome.code, dueAt: nowMs + pauseAfter(attempts) }
  }
}

function pauseAfter(attempts: number): number {
  return Math.min(minuteMs * 2 ** (attempts - 1), longestPauseMs)
}

function report(logger: Logger, { meeting, attempts }: DueSync, end: SyncEnd): void {
  const fields = { meetingId: meeting.id, calendar: meeting.calendar, status: meeting.status, attempts }
  if (end.kind === 'settled') logger.debug('calendar.synced', fields)
  if (end.kind === 'postponed') logger.warn('calendar.sync_postponed', { ...fields, code: end.code })
  if (end.kind === 'abandoned') logger.error('calendar.sync_abandoned', { ...fields, code: end.code })
}
