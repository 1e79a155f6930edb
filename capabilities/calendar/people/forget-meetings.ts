import type { LeadId, Tx } from '#shared/database'
import { meetingColumns, toMeeting } from '../bookings/meeting.ts'

/**
 * Deletes the meetings of these leads with their times and briefs. Entries in an outside calendar, past ones too, become due for
 * removal there: `syncDueMeetings` sees to it. Returns how many meetings there were.
 */
export async function forgetMeetings(tx: Tx, leadIds: readonly LeadId[], nowMs: number): Promise<number> {
  if (leadIds.length === 0) return 0
  const rows = await tx
    .deleteFrom('meetings')
    .where('lead_id', 'in', leadIds)
    .returning([...meetingColumns, 'calendar_event_id', 'sync_due_at'])
    .execute()
  const outside = rows.filter(row => row.calendar !== 'internal' && (row.calendar_event_id ?? row.sync_due_at) !== null)
  if (outside.length > 0)
    await tx
      .insertInto('calendar_removals')
      .values(
        outside.map(row => ({
          uid: toMeeting(row).uid,
          calendar: row.calendar,
          due_at: nowMs,
          created_at: nowMs,
        })),
      )
      .onConflict(conflict => conflict.doNothing())
      .execute()
  return rows.length
}
