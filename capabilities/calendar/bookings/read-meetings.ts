import type { Db, LeadId } from '#shared/database'
import { type Meeting, meetingColumns, toMeeting } from './meeting.ts'

/** What each lead has ahead, held or confirmed, the earliest first. Leads that have nothing ahead are not in the result. */
export async function readMeetings(
  db: Db,
  leadIds: readonly LeadId[],
  nowMs: number,
): Promise<ReadonlyMap<LeadId, readonly Meeting[]>> {
  if (leadIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('meetings')
    .select(meetingColumns)
    .where('lead_id', 'in', leadIds)
    .where('scheduled_at', '>', nowMs)
    .where('status', 'in', ['held', 'scheduled'])
    // A lapsed hold is none, even before the sweep has said so.
    .where(eb => eb.or([eb('hold_until', 'is', null), eb('hold_until', '>', nowMs)]))
    .orderBy('scheduled_at')
    .orderBy('id')
    .execute()
  const byLead = new Map<LeadId, Meeting[]>()
  for (const meeting of rows.map(toMeeting)) {
    byLead.set(meeting.leadId, [...(byLead.get(meeting.leadId) ?? []), meeting])
  }
  return byLead
}

/** Confirmed meetings of all leads that start after `from`, the earliest first: what the owner's feed shows. */
export async function listScheduledMeetings(
  db: Db,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<readonly Meeting[]> {
  const rows = await db
    .selectFrom('meetings')
    .select(meetingColumns)
    .where('scheduled_at', '>', from)
    .where('status', 'in', ['scheduled', 'completed'])
    .orderBy('scheduled_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toMeeting)
}
