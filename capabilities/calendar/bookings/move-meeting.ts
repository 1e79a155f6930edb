import type { Tx } from '#shared/database'
import { defaultReminderHours, findNextReminder } from '../reminders/reminder-times.ts'
import { freeLapsedHolds } from './expire-holds.ts'
import { idsOfHolds, lockOwnMeetings, releaseHolds } from './lock-meetings.ts'
import { type Meeting, type MeetingRef, meetingColumns, toMeeting } from './meeting.ts'
import { keepSlices, takeSlices } from './slices.ts'

export interface MoveRequest extends MeetingRef {
  readonly startsAt: number
  readonly bufferMinutes: number
  /** Before the meeting, in hours; default 24 and 1. */
  readonly reminderHours?: readonly number[]
}

export type MoveOutcome =
  | ({ readonly kind: 'moved' } & Meeting)
  /** It is at that time already. */
  | ({ readonly kind: 'already' } & Meeting)
  /** Someone else has the new time, or it is over; the meeting stays where it was. */
  | { readonly kind: 'taken' }
  /** No confirmed meeting of this lead that lies ahead. A hold is not moved: another start is held instead. */
  | { readonly kind: 'gone' }

/**
 * Moves a confirmed meeting. The new time is taken before the old one is given back, so a conflict never loses the old one.
 * A hold of the same lead gives way: it was for this.
 */
export async function moveMeeting(tx: Tx, request: MoveRequest, nowMs: number): Promise<MoveOutcome> {
  await freeLapsedHolds(tx, nowMs)
  const own = await lockOwnMeetings(tx, request.leadId, nowMs)
  const meeting = own.find(({ id, status }) => id === request.meetingId && status === 'scheduled')
  if (meeting === undefined) return { kind: 'gone' }
  if (meeting.startsAt === request.startsAt) return { kind: 'already', ...meeting }
  if (request.startsAt <= nowMs) return { kind: 'taken' }
  const wanted = { ...request, minutes: meeting.minutes }
  const holds = idsOfHolds(own)
  if (!(await takeSlices(tx, { ...wanted, insteadOf: holds }))) return { kind: 'taken' }
  await keepSlices(tx, wanted)
  await releaseHolds(tx, holds, nowMs)
  return { kind: 'moved', ...(await reschedule(tx, meeting, { request, nowMs })) }
}

async function reschedule(
  tx: Tx,
  meeting: Meeting,
  { request, nowMs }: { readonly request: MoveRequest; readonly nowMs: number },
): Promise<Meeting> {
  const reminderHours = request.reminderHours ?? defaultReminderHours
  const row = await tx
    .updateTable('meetings')
    .set({
      scheduled_at: request.startsAt,
      sequence: meeting.sequence + 1,
      sync_due_at: meeting.calendar === 'internal' ? null : nowMs,
      sync_attempts: 0,
      sync_error: null,
      reminder_due_at: findNextReminder(request.startsAt, nowMs, reminderHours),
    })
    .where('id', '=', meeting.id)
    .returning(meetingColumns)
    .executeTakeFirstOrThrow()
  return toMeeting(row)
}
