import type { Tx } from '#shared/database'
import { type Meeting, type MeetingRow, meetingColumns, toMeeting } from '../bookings/meeting.ts'
import { defaultReminderHours, findCurrentReminder, findNextReminder } from './reminder-times.ts'

export interface ReminderQuery {
  readonly limit: number
  /** Before the meeting, in hours; default 24 and 1. */
  readonly reminderHours?: readonly number[]
}

/** A client is to be reminded now. */
export interface DueReminder {
  readonly meeting: Meeting
  /** Which of the reminders it is. The meeting may be nearer than that, when the platform was down: say the time itself. */
  readonly hoursBefore: number
}

/**
 * Takes the reminders that are due, each once, and sets the next. At most once: commit what tells the client in the same
 * transaction. After an outage only the latest reminder of a meeting is given, and none for one that has begun. Fewer than
 * `limit` may be returned although more are due: ask again while `isMore`.
 */
export async function claimDueReminders(
  tx: Tx,
  { limit, reminderHours = defaultReminderHours }: ReminderQuery,
  nowMs: number,
): Promise<{ readonly reminders: readonly DueReminder[]; readonly isMore: boolean }> {
  const due = await tx
    .selectFrom('meetings')
    .select([...meetingColumns, 'reminder_due_at'])
    .where('reminder_due_at', '<=', nowMs)
    .orderBy('reminder_due_at')
    .limit(limit)
    .execute()
  const reminders: DueReminder[] = []
  for (const row of due) {
    const nextAt = findNextReminder(row.scheduled_at, nowMs, reminderHours)
    const hoursBefore = findCurrentReminder(row.scheduled_at, nowMs, reminderHours)
    const isOurs = await setNextReminder(tx, row, nextAt)
    if (isOurs && hoursBefore !== null && row.status === 'scheduled') {
      reminders.push({ meeting: toMeeting(row), hoursBefore })
    }
  }
  return { reminders, isMore: due.length === limit }
}

/** False when another worker was faster, or the meeting has changed since it was read. */
async function setNextReminder(
  tx: Tx,
  row: MeetingRow & { readonly reminder_due_at: number | null },
  nextAt: number | null,
): Promise<boolean> {
  const updated = await tx
    .updateTable('meetings')
    .set({ reminder_due_at: nextAt })
    .where('id', '=', row.id)
    .where('reminder_due_at', '=', row.reminder_due_at)
    .where('scheduled_at', '=', row.scheduled_at)
    .where('status', '=', row.status)
    .returning('id')
    .executeTakeFirst()
  return updated !== undefined
}
