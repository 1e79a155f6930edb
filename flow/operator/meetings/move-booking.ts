import { findMeeting, type Meeting, moveMeeting } from '#capabilities/calendar'
import type { MeetingId, Tx } from '#shared/database'
import { findAccount } from '../../ingest/find-account.ts'
import type { ChangedMeeting, MeetingDesk } from './meeting-desk.ts'
import { noteMeeting } from './note-meeting.ts'
import { notWanted } from './notice.ts'
import { tellClient } from './tell-client.ts'

export interface Move {
  readonly meetingId: MeetingId
  /** An opening: what is open must be known before the transaction, because an outside calendar is asked. */
  readonly startsAt: number
  readonly tellsClient: boolean
}

export type MovingOutcome =
  | ({ readonly kind: 'moved' } & ChangedMeeting)
  /** It is at that time already; nothing was changed. */
  | { readonly kind: 'already'; readonly meeting: Meeting }
  | { readonly kind: 'taken' }
  /** It is not confirmed, or has begun. */
  | { readonly kind: 'too-late' }
  | { readonly kind: 'no-meeting' }

/** Moves a confirmed meeting. A conflict leaves it where it was. */
export async function moveBooking(tx: Tx, desk: MeetingDesk, move: Move, nowMs: number): Promise<MovingOutcome> {
  const { meetingId, startsAt } = move
  const found = await findMeeting(tx, meetingId)
  if (found === null) return { kind: 'no-meeting' }
  const { leadId } = found
  const { reminderHours } = desk.calendar
  const bufferMinutes = desk.playbook(await findAccount(tx, found.conversationId)).meeting?.bufferMinutes ?? 0
  const outcome = await moveMeeting(tx, { meetingId, leadId, startsAt, bufferMinutes, reminderHours }, nowMs)
  if (outcome.kind === 'gone') return { kind: 'too-late' }
  if (outcome.kind === 'taken') return outcome
  const { kind, ...meeting } = outcome
  if (kind === 'already') return { kind, meeting }
  await noteMeeting(tx, leadId, { type: 'meeting.rescheduled', detail: { meetingId, startsAt } }, nowMs)
  const { conversationId } = meeting
  return {
    kind,
    meeting,
    notice: move.tellsClient ? await tellClient(tx, desk, { meeting, line: 'rescheduled' }, nowMs) : notWanted,
    events: [{ type: 'meeting.rescheduled', conversationId, meetingId, leadId, scheduledAt: startsAt }],
  }
}
