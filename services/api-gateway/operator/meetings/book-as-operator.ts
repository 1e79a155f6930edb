import { type Actor, recordAudit } from '#capabilities/access'
import { readMeetings } from '#capabilities/calendar'
import { type BookingOutcome, bookForLead, findAccountOfLead } from '#flow'
import type { LeadId } from '#shared/database'
import { type Change, commitChange } from '../../commit-change.ts'
import { isFreeTime } from './find-free-times.ts'
import { type MeetingContext, toMeetingDesk, wakeSpeaker } from './meeting-context.ts'

export interface OperatorBooking {
  readonly leadId: LeadId
  readonly startsAt: number
  /** Whether the client is to be told. */
  readonly tellsClient: boolean
  readonly actor: Actor
}

/** Books an opening for a lead. Nothing is changed unless the outcome is 'booked'. */
export async function bookAsOperator(
  context: MeetingContext,
  order: OperatorBooking,
): Promise<BookingOutcome | { readonly kind: 'unavailable' }> {
  const opening = await findOpening(context, order)
  if (opening !== 'free') return { kind: opening }
  const outcome = await commitChange(context, async (tx, nowMs): Promise<Change<BookingOutcome>> => {
    const booked = await bookForLead(tx, toMeetingDesk(context), order, nowMs)
    if (booked.kind !== 'booked') return { result: booked, events: [] }
    const { id, startsAt } = booked.meeting
    const after = { lead_id: order.leadId, starts_at: new Date(startsAt).toISOString(), status: 'scheduled' }
    const target = `meeting:${id}`
    await recordAudit(tx, { actor: order.actor, action: 'meeting.book', target, before: null, after }, nowMs)
    return { result: booked, events: booked.events }
  })
  if (outcome.kind === 'booked') wakeSpeaker(context, outcome.notice)
  return outcome
}

/** A time that this very lead holds, or has already, is not taken by anybody else. */
async function findOpening(
  context: MeetingContext,
  { leadId, startsAt }: OperatorBooking,
): ReturnType<typeof isFreeTime> {
  const accountId = await findAccountOfLead(context.database.db, leadId)
  const opening = await isFreeTime(context, { accountId, startsAt })
  if (opening !== 'taken') return opening
  const own = await readMeetings(context.database.db, [leadId], context.clock.now())
  return own.get(leadId)?.some(meeting => meeting.startsAt === startsAt) ? 'free' : 'taken'
}
