import type { MeetingId, Tx } from '#shared/database'
import { type Meeting, meetingColumns, toMeeting } from '../bookings/meeting.ts'

export interface MeetingSummary {
  readonly meetingId: MeetingId
  /** As the owner reads it. */
  readonly text: string
  /** The same as data, for the API; null when there is none. */
  readonly json: Readonly<Record<string, unknown>> | null
}

/** A brief that was claimed and not saved is due again after this: whoever claimed it has died. */
const leaseMs = 120_000

/**
 * Claims meetings that the owner is to be briefed about, the longest waiting first. A claim lapses after two minutes, so a
 * brief may be written twice; `saveMeetingSummary` lets only one through.
 */
export async function claimDueBriefs(tx: Tx, nowMs: number, limit: number): Promise<readonly Meeting[]> {
  const due = await tx
    .selectFrom('meetings')
    .select(['id'])
    .where('brief_due_at', '<=', nowMs)
    .orderBy('brief_due_at')
    .limit(limit)
    .execute()
  if (due.length === 0) return []
  const rows = await tx
    .updateTable('meetings')
    .set({ brief_due_at: nowMs + leaseMs })
    .where(
      'id',
      'in',
      due.map(row => row.id),
    )
    .where('brief_due_at', '<=', nowMs)
    .returning(meetingColumns)
    .execute()
  return rows.map(toMeeting)
}

/**
 * Stores the brief of a meeting; false, and nothing stored, when it has one already or was cancelled meanwhile. Send it to the
 * owner in the same transaction, and only when this is true.
 */
export async function saveMeetingSummary(tx: Tx, summary: MeetingSummary, nowMs: number): Promise<boolean> {
  const awaited = await tx
    .updateTable('meetings')
    .set({ brief_due_at: null })
    .where('id', '=', summary.meetingId)
    .where('brief_due_at', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  if (awaited === undefined) return false
  await tx
    .insertInto('meeting_summaries')
    .values({
      meeting_id: summary.meetingId,
      summary_text: summary.text,
      summary_json: summary.json === null ? null : JSON.stringify(summary.json),
      created_at: nowMs,
    })
    .execute()
  return true
}
