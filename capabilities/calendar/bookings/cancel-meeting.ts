import type { Tx } from '#shared/database'
import { lockMeeting } from './lock-meetings.ts'
import { type Meeting, type MeetingRef, meetingColumns, toMeeting } from './meeting.ts'
import { freeSlices } from './slices.ts'

export type CancelOutcome =
  | ({ readonly kind: 'cancelled' } & Meeting)
  /** There is nothing to cancel: no such meeting of this lead, or it has begun, lapsed or been cancelled already. */
  | { readonly kind: 'gone' }

/** Cancels a held or confirmed meeting that lies ahead. Its time is free at once; no reminder and no brief will follow. */
export async function cancelMeeting(tx: Tx, ref: MeetingRef, nowMs: number): Promise<CancelOutcome> {
  const meeting = await lockMeeting(tx, ref, nowMs)
  if (meeting === null || meeting.startsAt <= nowMs) return { kind: 'gone' }
  if (meeting.status !== 'held' && meeting.status !== 'scheduled') return { kind: 'gone' }
  await freeSlices(tx, [meeting.id])
  const row = await tx
    .updateTable('meetings')
    .set({
      status: 'cancelled',
      hold_until: null,
      sequence: meeting.sequence + 1,
      // A hold was never written to the outside calendar.
      sync_due_at: meeting.status === 'held' || meeting.calendar === 'internal' ? null : nowMs,
      sync_attempts: 0,
      sync_error: null,
      reminder_due_at: null,
      brief_due_at: null,
    })
    .where('id', '=', meeting.id)
    .returning(meetingColumns)
    .executeTakeFirstOrThrow()
  return { kind: 'cancelled', ...toMeeting(row) }
}
