import type { Db, LeadId } from '#shared/database'
import { type Meeting, meetingColumns, toMeeting } from '../bookings/meeting.ts'

/** All meetings of a lead, also those that are over, lapsed or cancelled: the newest first, at most `limit`. */
export async function listLeadMeetings(db: Db, leadId: LeadId, limit: number): Promise<readonly Meeting[]> {
  const rows = await db
    .selectFrom('meetings')
    .select(meetingColumns)
    .where('lead_id', '=', leadId)
    .orderBy('scheduled_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toMeeting)
}
