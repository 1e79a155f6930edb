import { sql } from 'kysely'
import type { Tx } from '#shared/database'
import { type Meeting, meetingColumns, toMeeting } from '../bookings/meeting.ts'
import type { Calendar } from '../contract.ts'

/** A meeting of which the outside calendar is to be told. */
export interface DueSync {
  readonly meeting: Meeting
  /** With this one. */
  readonly attempts: number
}

export interface SyncClaim {
  readonly calendar: Calendar['name']
  readonly nowMs: number
  readonly leaseMs: number
  readonly limit: number
}

export type SyncEnd =
  | { readonly kind: 'settled' /** Null: it was removed there. */; readonly externalId: string | null }
  | { readonly kind: 'postponed'; readonly code: string; readonly dueAt: number }
  | { readonly kind: 'abandoned'; readonly code: string }

/** Claims what is due; a claim lapses by itself and is then due again. */
export async function claimDueSyncs(tx: Tx, claim: SyncClaim): Promise<readonly DueSync[]> {
  const due = await tx
    .selectFrom('meetings')
    .select('id')
    .where('sync_due_at', '<=', claim.nowMs)
    .where('calendar', '=', claim.calendar)
    .orderBy('sync_due_at')
    .limit(claim.limit)
    .execute()
  if (due.length === 0) return []
  const rows = await tx
    .updateTable('meetings')
    .set({ sync_due_at: claim.nowMs + claim.leaseMs, sync_attempts: sql<number>`sync_attempts + 1` })
    .where(
      'id',
      'in',
      due.map(row => row.id),
    )
    .where('sync_due_at', '<=', claim.nowMs)
    .returning([...meetingColumns, 'sync_attempts'])
    .execute()
  return rows.map(row => ({ meeting: toMeeting(row), attempts: row.sync_attempts }))
}

/** Writes down how a try ended. A meeting that was changed meanwhile stays due for its newer state. */
export async function settleSync(tx: Tx, { meeting }: DueSync, end: SyncEnd): Promise<void> {
  await tx
    .updateTable('meetings')
    .set({
      sync_due_at: end.kind === 'postponed' ? end.dueAt : null,
      sync_error: end.kind === 'settled' ? null : end.code,
      ...(end.kind === 'settled' ? { calendar_event_id: end.externalId, sync_attempts: 0 } : {}),
    })
    .where('id', '=', meeting.id)
    .where('sequence', '=', meeting.sequence)
    .execute()
}

/**
 * At start: meetings ahead that this calendar does not hold become due for it. They were made while another calendar was
 * configured (their entries there are left to the owner), or writing them was given up. Returns how many.
 */
export async function adoptMeetings(tx: Tx, calendar: Calendar['name'], nowMs: number): Promise<number> {
  const rows = await tx
    .updateTable('meetings')
    .set({
      calendar,
      // A hold is written once it is confirmed.
      sync_due_at:
        calendar === 'internal' ? null : sql`case when status = 'scheduled' then cast(${nowMs} as bigint) end`,
      sync_attempts: 0,
      sync_error: null,
      calendar_event_id: null,
    })
    .where('scheduled_at', '>', nowMs)
    .where('status', 'in', ['held', 'scheduled'])
    .where(eb =>
      eb.or([
        eb('calendar', '!=', calendar),
        eb.and([eb('sync_error', 'is not', null), eb('sync_due_at', 'is', null)]),
      ]),
    )
    .returning('id')
    .execute()
  return rows.length
}
