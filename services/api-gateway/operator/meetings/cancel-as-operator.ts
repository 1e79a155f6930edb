import { type Actor, recordAudit } from '#capabilities/access'
import { type CancellationOutcome, cancelBooking } from '#flow'
import type { MeetingId } from '#shared/database'
import { type Change, commitChange } from '../../commit-change.ts'
import { type MeetingContext, toMeetingDesk, wakeSpeaker } from './meeting-context.ts'

export interface OperatorCancellation {
  readonly meetingId: MeetingId
  /** Whether the client is to be told. */
  readonly tellsClient: boolean
  readonly actor: Actor
}

/** Cancels a held or confirmed meeting that lies ahead. Nothing is changed unless the outcome is 'cancelled'. */
export async function cancelAsOperator(
  context: MeetingContext,
  order: OperatorCancellation,
): Promise<CancellationOutcome> {
  const outcome = await commitChange(context, async (tx, nowMs): Promise<Change<CancellationOutcome>> => {
    const cancelled = await cancelBooking(tx, toMeetingDesk(context), order, nowMs)
    if (cancelled.kind !== 'cancelled') return { result: cancelled, events: [] }
    const target = `meeting:${order.meetingId}`
    const after = { status: 'cancelled' }
    await recordAudit(tx, { actor: order.actor, action: 'meeting.cancel', target, before: null, after }, nowMs)
    return { result: cancelled, events: cancelled.events }
  })
  if (outcome.kind === 'cancelled') wakeSpeaker(context, outcome.notice)
  return outcome
}
