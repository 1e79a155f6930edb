import { cancelMeeting, findMeeting, type Meeting } from '#capabilities/calendar'
import type { MeetingId, Tx } from '#shared/database'
import type { ChangedMeeting, MeetingDesk } from './meeting-desk.ts'
import { noteMeeting } from './note-meeting.ts'
import { notWanted } from './notice.ts'
import { tellClient } from './tell-client.ts'

export type CancellationOutcome =
  | ({ readonly kind: 'cancelled' } & ChangedMeeting)
  /** It was cancelled before; nothing was changed. */
  | { readonly kind: 'already'; readonly meeting: Meeting }
  /** It has begun, is over, or its hold has lapsed. */
  | { readonly kind: 'too-late' }
  | { readonly kind: 'no-meeting' }

/** Cancels a meeting: its time is free at once, outside calendars follow, and the client is told. */
export async function cancelBooking(
  tx: Tx,
  desk: MeetingDesk,
  { meetingId, tellsClient }: { readonly meetingId: MeetingId; readonly tellsClient: boolean },
  nowMs: number,
): Promise<CancellationOutcome> {
  const found = await findMeeting(tx, meetingId)
  if (found === null) return { kind: 'no-meeting' }
  const { leadId } = found
  const outcome = await cancelMeeting(tx, { meetingId, leadId }, nowMs)
  if (outcome.kind === 'gone') {
    const now = await findMeeting(tx, meetingId)
    return now?.status === 'cancelled' ? { kind: 'already', meeting: now } : { kind: 'too-late' }
  }
  const { kind, ...meeting } = outcome
  await noteMeeting(tx, leadId, { type: 'meeting.cancelled', detail: { meetingId } }, nowMs)
  return {
    kind,
    meeting,
    notice: tellsClient ? await tellClient(tx, desk, { meeting, line: 'cancelled' }, nowMs) : notWanted,
    events: [{ type: 'meeting.cancelled', conversationId: meeting.conversationId, meetingId, leadId }],
  }
}
