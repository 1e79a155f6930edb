import type { ReplyText } from '../decision.ts'
import { formatStart } from '../format-time.ts'
import { findNextQuestion } from '../understand-turn.ts'
import { inLanguage } from '../words.ts'
import { invitation, startOf } from './book-meeting.ts'
import { offerTimes } from './offer-times.ts'
import type { Plan, PlanInput, PlanRule } from './plan.ts'
import { line, startPlan } from './start-plan.ts'

/** A yes or a no to what was asked last. Anything else leaves the question open. */
export const answerPending: PlanRule = input => {
  const { pending } = input.facts.state
  const answer = readAnswer(input)
  if (pending === null || answer === null) return null
  switch (pending.kind) {
    case 'booking':
      return answer === 'yes' ? confirmBooking(input, pending) : refuseBooking(input, pending)
    case 'profile-consent':
      return settleProfileConsent(input, pending, answer)
    case 'meeting-offer':
      return answer === 'yes' ? offerTimes(input, { reason: 'meeting.offered', because: 'offer_times' }) : null
    case 'cancellation':
      return settleCancellation(input, pending, answer)
    // The value itself was settled while the turn was understood; the talk goes on.
    default:
      return null
  }
}

/** Only a plain answer counts: «да, но в пятницу» names another time, and that wish goes first. */
function readAnswer({ understanding }: PlanInput): 'yes' | 'no' | null {
  if (understanding.wish?.kind === 'answer') return understanding.wish.answer
  return understanding.reading.times.length > 0 ? null : understanding.reading.answer
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
    state: { ...input.facts.state, pending: null, offered: [], asked: contact.slot },
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

function settleProfileConsent(input: PlanInput, pending: { readonly shownText: string }, answer: 'yes' | 'no'): Plan {
  const granted = answer === 'yes'
  const thanks = line(input, granted ? 'consent_thanks' : 'consent_refused')
  const refused = granted ? input.understanding.refused : [...input.understanding.refused, 'contact']
  const next = askNext(input, refused)
  return startPlan(input, granted ? 'consent.granted' : 'consent.refused', {
    says: [{ markdown: [thanks, next.question].filter(text => text !== '').join('\n\n') }],
    actions: [{ kind: 'record-consent', consent: 'pdpa_profile', granted, shownText: pending.shownText }],
    state: { ...next.state, refused, contactMessageId: null },
  })
}

function settleCancellation(input: PlanInput, pending: { readonly meetingId: number }, answer: 'yes' | 'no'): Plan {
  const meeting = input.facts.meetings.find(({ id }) => id === pending.meetingId)
  if (meeting === undefined)
    return startPlan(input, 'meeting.none', { says: [{ markdown: line(input, 'nothing_booked') }] })
  const time = startOf(input, meeting)
  if (answer === 'no')
    return startPlan(input, 'meeting.kept', { says: [{ markdown: line(input, 'already_booked', { time }) }] })
  // The file takes the meeting out of the client's calendar; a hold was never there.
  const document = invitation(input, { ...meeting, sequence: meeting.sequence + 1 }, true)
  return startPlan(input, 'meeting.cancelled', {
    says: [{ markdown: line(input, 'cancelled', { time }), ...(meeting.status === 'scheduled' ? { document } : {}) }],
    actions: [{ kind: 'cancel-meeting', meetingId: meeting.id }],
    meeting: 'none',
  })
}

/** After a consent the talk goes on where it was: with the next question, if one is left. */
function askNext(
  input: PlanInput,
  refused: readonly string[],
): { readonly question: string; readonly state: Plan['state'] } {
  const { facts, understanding, playbook } = input
  const state = { ...facts.state, pending: null, asked: null }
  const next = findNextQuestion(facts.state, { slots: understanding.slots, refused }, playbook)
  if (next?.kind !== 'ask' || facts.meetings.length > 0) return { question: '', state }
  const { name, question } = next.slot
  const askedCounts = { ...state.askedCounts, [name]: (state.askedCounts[name] ?? 0) + 1 }
  return { question: inLanguage(question, understanding.language), state: { ...state, asked: name, askedCounts } }
}
