import type { LeadId, MeetingId, Tx } from '#shared/database'
import { type Meeting, type MeetingRef, meetingColumns, toMeeting } from './meeting.ts'

// An update locks its rows on PostgreSQL until the transaction ends: whoever wants to end, confirm or move one of them waits,
// and then sees what became of it. On SQLite there is one writer anyway.

/** The lead's held and confirmed meetings that lie ahead. Lapsed holds have been freed before. */
export async function lockOwnMeetings(tx: Tx, leadId: LeadId, nowMs: number): Promise<readonly Meeting[]> {
  const rows = await tx
    .updateTable('meetings')
    .set({ updated_at: nowMs })
    .where('lead_id', '=', leadId)
    .where('status', 'in', ['held', 'scheduled'])
    .where('scheduled_at', '>', nowMs)
    .returning(meetingColumns)
    .execute()
  return rows.map(toMeeting)
}

/** One meeting, whatever its status; null when it is none of this lead's. */
export async function lockMeeting(tx: Tx, ref: MeetingRef, nowMs: number): Promise<Meeting | null> {
  const row = await tx
    .updateTable('meetings')
    .set({ updated_at: nowMs })
    .where('id', '=', ref.meetingId)
    .where('lead_id', '=', ref.leadId)
    .returning(meetingColumns)
    .executeTakeFirst()
  return row === undefined ? null : toMeeting(row)
}

/** Ends holds in favour of another time. Their slices have been given back or passed on already. */
export async function releaseHolds(tx: Tx, meetingIds: readonly MeetingId[], nowMs: number): Promise<void> {
  if (meetingIds.length === 0) return
  await tx
    .updateTable('meetings')
    .set({ status: 'cancelled', hold_until: null, updated_at: nowMs })
    .where('id', 'in', meetingIds)
    .execute()
}

/** Those of `meetings` that are only held. */
export function idsOfHolds(meetings: readonly Meeting[]): readonly MeetingId[] {
  return meetings.filter(meeting => meeting.status === 'held').map(meeting => meeting.id)
}
