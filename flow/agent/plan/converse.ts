import type { NextQuestion } from '#capabilities/sales'
import { findNextQuestion } from '../understand-turn.ts'
import { yesNoButtons } from './book-meeting.ts'
import type { Plan, PlanInput, PlanRule } from './plan.ts'
import { line, startPlan } from './start-plan.ts'

/** Free conversation: answer what is asked, meet an objection, ask the next thing, offer a meeting when it is time. */
export const converse: PlanRule = input => {
  const { facts, understanding } = input
  const { signals } = understanding.reading
  const isQuestion = ['question', 'asks-price', 'asks-about-offer'].some(signal => signals.has(signal as 'question'))
  const isOffering = isOfferDue(input)
  const isAsking = !isOffering && !isClosing(input)
  const next = isAsking ? findNextQuestion(facts.state, understanding, input.playbook) : null
  const messageId = facts.turn.unanswered.at(-1)?.id ?? null
  const plan = startPlan(input, 'talk', {
    talk: { isQuestion, next, messageId },
    state: nextState(input, next),
    wantsMeeting: understanding.acceptsMeeting,
  })
  return isOffering ? offerMeeting(input, plan) : plan
}

function isClosing({ understanding, facts }: PlanInput): boolean {
  const { signals } = understanding.reading
  return signals.has('goodbye') || understanding.move.stage === 'summary' || facts.lead === null
}

/** The playbook books meetings, the stage is there, nothing is booked, and the client has not refused one. */
function isOfferDue({ facts, understanding, playbook }: PlanInput): boolean {
  const { move, reading } = understanding
  if (playbook.meeting === null || facts.meetings.length > 0 || facts.state.refused.includes('meeting')) return false
  if (facts.state.pending?.kind === 'meeting-offer' || reading.answer === 'no') return false
  return move.stage === 'consultation_offer' && reading.objection === null
}

function nextState({ facts, understanding }: PlanInput, next: NextQuestion | null): Plan['state'] {
  const { state } = facts
  const asked = next?.kind === 'ask' ? next.slot.name : null
  return {
    ...state,
    asked,
    askedCounts:
      asked === null ? state.askedCounts : { ...state.askedCounts, [asked]: (state.askedCounts[asked] ?? 0) + 1 },
    confirmed: next?.kind === 'confirm' ? [...state.confirmed, next.slot.name] : state.confirmed,
    refused: understanding.refused,
    pending:
      next?.kind === 'confirm'
        ? { kind: 'value', slot: next.slot.name, value: next.value }
        : keepPending(state.pending),
  }
}

/** A question in between does not take back what waits for a yes: a held time stays held. */
function keepPending(pending: Plan['state']['pending']): Plan['state']['pending'] {
  return pending?.kind === 'booking' || pending?.kind === 'move' ? pending : null
}

function offerMeeting(input: PlanInput, plan: Plan): Plan {
  return {
    ...plan,
    says: [{ markdown: line(input, 'offer_meeting'), buttons: yesNoButtons(input) }],
    state: { ...plan.state, pending: { kind: 'meeting-offer' } },
  }
}
