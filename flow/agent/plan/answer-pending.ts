import type { ReplyText } from '../decision.ts'
import { formatStart } from '../talk/format-time.ts'
import { alreadyBooked, chooseTime, invitation, nothingBooked, startOf } from './book-meeting.ts'
import { offerTimes } from './offer-times.ts'
import type { Plan, PlanInput, PlanRule } from './plan.ts'
import { settleProfileConsent } from './settle-profile-consent.ts'
import { line, startPlan } from './start-plan.ts'

/** A yes or a no to a question of ours. Anything else leaves the question open. */
export const answerPending: PlanRule = input => {
  const { answered, wish } = input.understanding
  if (answered === null) return wish?.kind === 'answer' ? answerStalePress(input) : null
  const { question, answer } = answered
  switch (question.kind) {
    case 'booking':
      return answer === 'yes' ? confirmBooking(input, question) : refuseBooking(input, question)
    case 'profile-consent':
      return settleProfileConsent(input, answer)
    case 'meeting-offer':
      return answer === 'yes' ? offerTimes(input, { reason: 'meeting.offered', because: 'offer_times' }) : null
    case 'cancellation':
      return settleCancellation(input, question, answer)
    // The value itself was settled while the turn was understood; the talk goes on.
    default:
      return null
  }
}

/** A button under a question that is settled: it decides nothing, and the client hears how things stand. */
function answerStalePress(input: PlanInput): Plan | Promise<Plan> | null {
  const { state, meetings } = input.facts
  if (state.pending?.kind === 'booking') return chooseTime(input, state.pending.startsAt)
  const booked = meetings.find(({ status }) => status === 'scheduled')
  if (booked !== undefined) return alreadyBooked(input, booked)
  // Whoever wrote something beside the press is answered that.
  if (input.understanding.text !== '') return null
  return startPlan(input, 'button.stale', { says: [{ markdown: line(input, 'button_stale') }], state })
}

async function confirmBooking(
  input: PlanInput,
  pending: { readonly startsAt: number; readonly shownText: string },
): Promise<Plan> {
  const meeting = input.facts.meetings.find(({ startsAt }) => startsAt === pending.startsAt)
  const values = { time: formatStart(pending.startsAt, input.timeZone, input.understanding.language) }
  const again = await offerTimes(input, { reason: 'meeting.hold_expired', because: 'hold_expired', values })
  if (meeting === undefined) return again
  const contact = askForContact(input)
  return startPlan(input, 'meeting.booked', {
    says: [{ markdown: line(input, 'booked', values), document: invitation(input, meeting, false) }, ...contact.says],
    state: { asked: contact.slot },
    actions: [
      { kind: 'record-consent', consent: 'calendar_invite', granted: true, shownText: pending.shownText },
      { kind: 'confirm-meeting', meetingId: meeting.id, instead: { texts: again.says, state: again.state } },
    ],
    meeting: 'scheduled',
    openings: [meeting.startsAt],
    wantsMeeting: true,
  })
}

/** After a booking there is a reason to ask for a contact; where one is known, named or refused, there is none. */
function askForContact(input: PlanInput): { readonly slot: string | null; readonly says: readonly ReplyText[] } {
  const { facts, understanding, playbook } = input
  const slot = playbook.slots.find(({ kind }) => kind === 'contact')
  const isSettled =
    slot === undefined ||
    understanding.slots.has(slot.name) ||
    facts.state.contactMessageId !== null ||
    understanding.refused.includes(slot.name) ||
    facts.consents.get('pdpa_profile') === false
  if (isSettled || playbook.meeting?.needsContact !== true) return { slot: null, says: [] }
  return { slot: slot.name, says: [{ markdown: line(input, 'ask_contact') }] }
}

function refuseBooking(input: PlanInput, pending: { readonly startsAt: number; readonly shownText: string }): Plan {
  const held = input.facts.meetings.filter(({ status, startsAt }) => status === 'held' && startsAt === pending.startsAt)
  return startPlan(input, 'meeting.refused', {
    says: [{ markdown: line(input, 'consent_refused') }],
    actions: [
      { kind: 'record-consent', consent: 'calendar_invite', granted: false, shownText: pending.shownText },
      ...held.map(({ id }) => ({ kind: 'cancel-meeting' as const, meetingId: id })),
    ],
    meeting: 'none',
  })
}

function settleCancellation(input: PlanInput, pending: { readonly meetingId: number }, answer: 'yes' | 'no'): Plan {
  const meeting = input.facts.meetings.find(({ id }) => id === pending.meetingId)
  if (meeting === undefined) return nothingBooked(input)
  if (answer === 'no') return alreadyBooked(input, meeting)
  const time = startOf(input, meeting)
  // The file takes the meeting out of the client's calendar; a hold was never there.
  const document = invitation(input, { ...meeting, sequence: meeting.sequence + 1 }, true)
  return startPlan(input, 'meeting.cancelled', {
    says: [{ markdown: line(input, 'cancelled', { time }), ...(meeting.status === 'scheduled' ? { document } : {}) }],
    actions: [{ kind: 'cancel-meeting', meetingId: meeting.id }],
    meeting: 'none',
  })
}
