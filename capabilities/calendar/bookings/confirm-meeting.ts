import type { Tx } from '#shared/database'
import { defaultReminderHours, findNextReminder } from '../reminders/reminder-times.ts'
import { lockMeeting } from './lock-meetings.ts'
import { type Meeting, type MeetingRef, meetingColumns, toMeeting } from './meeting.ts'

export type ConfirmOutcome =
  | ({ readonly kind: 'confirmed' } & Meeting)
  /** It was confirmed before. */
  | ({ readonly kind: 'already' } & Meeting)
  /** The hold has lapsed: nothing is booked. */
  | { readonly kind: 'expired' }
  /** Cancelled, released for another time, over, or not a meeting of this lead. */
  | { readonly kind: 'gone' }

export interface ConfirmRequest extends MeetingRef {
  /** Before the meeting, in hours; default 24 and 1. */
  readonly reminderHours?: readonly number[]
}

/**
 * Makes a hold a meeting. From now on it is due to be written to the outside calendar, to be reminded of, and to be told to the
 * owner. Of two confirmations one is 'confirmed', the other 'already'.
 */
export async function confirmMeeting(tx: Tx, request: ConfirmRequest, nowMs: number): Promise<ConfirmOutcome> {
  const meeting = await lockMeeting(tx, request, nowMs)
  if (meeting === null) return { kind: 'gone' }
  switch (meeting.status) {
    case 'held':
      return meeting.holdUntil !== null && meeting.holdUntil > nowMs
        ? schedule(tx, { ...request, meeting }, nowMs)
        : { kind: 'expired' }
    case 'scheduled':
      return { kind: 'already', ...meeting }
    case 'expired':
      return { kind: 'expired' }
    default:
      return { kind: 'gone' }
  }
}

async function schedule(
  tx: Tx,
  { meeting, reminderHours = defaultReminderHours }: ConfirmRequest & { readonly meeting: Meeting },
  nowMs: number,
): Promise<ConfirmOutcome> {
  const row = await tx
    .updateTable('meetings')
    .set({
      status: 'scheduled',
      hold_until: null,
      sync_due_at: meeting.calendar === 'internal' ? null : nowMs,
      reminder_due_at: findNextReminder(meeting.startsAt, nowMs, reminderHours),
      brief_due_at: nowMs,
    })
    .where('id', '=', meeting.id)
    .returning(meetingColumns)
    .executeTakeFirstOrThrow()
  return { kind: 'confirmed', ...toMeeting(row) }
}
