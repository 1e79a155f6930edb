import { type Actor, recordAudit } from '#capabilities/access'
import { findMeeting } from '#capabilities/calendar'
import { findAccountOfLead, type MovingOutcome, moveBooking } from '#flow'
import type { MeetingId } from '#shared/database'
import { type Change, commitChange } from '../../commit-change.ts'
import { isFreeTime } from './find-free-times.ts'
import { type MeetingContext, toMeetingDesk, wakeSpeaker } from './meeting-context.ts'

export interface OperatorMove {
  readonly meetingId: MeetingId
  readonly startsAt: number
  /** Whether the client is to be told. */
  readonly tellsClient: boolean
  readonly actor: Actor
}

/** Moves a confirmed meeting to an opening. Nothing is changed unless the outcome is 'moved'. */
export async function moveAsOperator(
  context: MeetingContext,
  order: OperatorMove,
): Promise<MovingOutcome | { readonly kind: 'no-meetings' | 'unavailable' }> {
  const { meetingId, startsAt, actor } = order
  const before = await findMeeting(context.database.db, meetingId)
  if (before === null) return { kind: 'no-meeting' }
  const accountId = await findAccountOfLead(context.database.db, before.leadId)
  const wanted = { accountId, startsAt, moving: { ...before, meetingId } }
  const opening = before.startsAt === startsAt ? 'free' : await isFreeTime(context, wanted)
  if (opening !== 'free') return { kind: opening }
  const outcome = await commitChange(context, async (tx, nowMs): Promise<Change<MovingOutcome>> => {
    const moved = await moveBooking(tx, toMeetingDesk(context), order, nowMs)
    if (moved.kind !== 'moved') return { result: moved, events: [] }
    const target = `meeting:${meetingId}`
    const change = { before: describeStart(before.startsAt), after: describeStart(startsAt) }
    await recordAudit(tx, { actor, action: 'meeting.reschedule', target, ...change }, nowMs)
    return { result: moved, events: moved.events }
  })
  if (outcome.kind === 'moved') wakeSpeaker(context, outcome.notice)
  return outcome
}

function describeStart(startsAt: number): Readonly<Record<string, unknown>> {
  return { starts_at: new Date(startsAt).toISOString() }
}
