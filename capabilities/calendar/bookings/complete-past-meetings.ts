import type { Tx } from '#shared/database'
import { type Meeting, meetingColumns, minuteMs, toMeeting } from './meeting.ts'
import { diary, freeSlices } from './slices.ts'

/** Marks confirmed meetings that are over as completed and returns them, each once. The order is not promised. */
export async function completePastMeetings(tx: Tx, nowMs: number): Promise<readonly Meeting[]> {
  // Slices of completed meetings are removed, so those that lie in the past are few, however many meetings there were.
  const past = await tx
    .selectFrom('calendar_slices')
    .innerJoin('meetings', 'meetings.id', 'calendar_slices.meeting_id')
    .select(['meetings.id', 'meetings.scheduled_at', 'meetings.duration'])
    .distinct()
    .where('calendar_slices.calendar', '=', diary)
    .where('calendar_slices.slice_at', '<', nowMs)
    .where('meetings.status', '=', 'scheduled')
    .execute()
  const over = past.filter(row => row.scheduled_at + row.duration * minuteMs <= nowMs).map(row => row.id)
  if (over.length === 0) return []
  const rows = await tx
    .updateTable('meetings')
    .set({ status: 'completed', reminder_due_at: null, updated_at: nowMs })
    .where('id', 'in', over)
    .where('status', '=', 'scheduled')
    .returning(meetingColumns)
    .execute()
  await freeSlices(tx, over)
  return rows.map(toMeeting)
}
