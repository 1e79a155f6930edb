import type { MeetingId, Tx } from '#shared/database'
import { type Meeting, meetingColumns, toMeeting } from './meeting.ts'
import { freeSlices } from './slices.ts'

/**
 * Ends the holds whose time is over and returns them, each once: their clients are to be told in the same transaction.
 * The order of the result is not promised.
 */
export async function expireHolds(tx: Tx, nowMs: number): Promise<readonly Meeting[]> {
  await freeLapsedHolds(tx, nowMs)
  const rows = await tx
    .updateTable('meetings')
    .set({ hold_until: null })
    .where('hold_until', '<=', nowMs)
    .returning(meetingColumns)
    .execute()
  return rows.map(toMeeting)
}

/** Gives back what lapsed holds occupy. `hold_until` stays until `expireHolds` has reported them. */
export async function freeLapsedHolds(tx: Tx, nowMs: number): Promise<void> {
  const lapsed = await tx
    .updateTable('meetings')
    .set({ status: 'expired', updated_at: nowMs })
    .where('hold_until', '<=', nowMs)
    .where('status', '=', 'held')
    .returning('id')
    .execute()
  const ids: readonly MeetingId[] = lapsed.map(row => row.id)
  await freeSlices(tx, ids)
}
