import { formatSlotValue, type NextQuestion } from '#capabilities/sales'
import { findNextQuestion } from '../reading/understand-turn.ts'
import { inLanguage } from '../talk/words.ts'
import type { Plan, PlanInput } from './plan.ts'
import { countAsked, line, startPlan } from './start-plan.ts'
import { yesNoButtons } from './yes-no-buttons.ts'

/** Free conversation: answer what is asked, meet an objection, ask the next thing, offer a meeting when it is time. */
export function converse(input: PlanInput): Plan {
  const { facts, understanding } = input
  const { signals } = understanding.reading
  const isQuestion = signals.has('question') || signals.has('asks-price') || signals.has('asks-about-offer')
  const isOffering = isOfferDue(input)
  const isAsking = !isOffering && !isClosing(input)
  const next = isAsking ? findNextQuestion(facts.state, understanding, input.playbook) : null
  const messageId = facts.turn.unanswered.at(-1)?.id ?? null
  const plan = startPlan(input, 'talk', {
    talk: { isQuestion, next, messageId },
    state: nextState(input, next),
    wantsMeeting: understanding.acceptsMeeting,
  })
  if (next?.kind === 'confirm' && understanding.misheard.includes(next.slot.name)) return readBack(input, plan, next)
  return isOffering ? offerMeeting(input, plan) : plan
}

/** What was heard is shown as it was understood, to the letter: a model might round a number while it repeats it. */
function readBack(input: PlanInput, plan: Plan, { slot, value }: Extract<NextQuestion, { kind: 'confirm' }>): Plan {
  const { language } = input.understanding
  const words = { slot: inLanguage(slot.meaning, language), value: formatSlotValue(slot, value, language) }
  const pending = { kind: 'value', slot: slot.name, value } as const
  return {
    ...plan,
    talk: plan.talk && { ...plan.talk, next: null },
    says: [{ markdown: line(input, 'confirm_value', words), buttons: yesNoButtons(input, pending, 'button_fix') }],
  }
}

function isClosing({ understanding, facts }: PlanInput): boolean {
  const { signals } = understanding.reading
  return signals.has('goodbye') || understanding.move.stage === 'summary' || facts.lead === null
}

/** The playbook books meetings, the stage is there, nothing is booked, and the client has not refused one. */
function isOfferDue({ facts, understanding, playbook }: PlanInput): boolean {
  const { move, reading } = understanding
  if (playbook.meeting === null || facts.meetings.length > 0 || understanding.refused.includes('meeting')) return false
  if (facts.state.pending?.kind === 'meeting-offer' || reading.answer === 'no') return false
  return move.stage === 'consultation_offer' && reading.objection === null
}

/** Times that were offered, and a time that is held, stay so through a question in between. */
function nextState({ facts: { state } }: PlanInput, next: NextQuestion | null): Partial<Plan['state']> {
  const { offered } = state
  const pending = keepPending(state.pending)
  if (next === null) return { offered, pending }
  const { name } = next.slot
  if (next.kind === 'ask') return { offered, pending, asked: name, askedCounts: countAsked(state, name) }
  return {
    offered,
    confirmed: [...state.confirmed, name],
    pending: { kind: 'value', slot: name, value: next.value },
  }
}

function keepPending(pending: Plan['state']['pending']): Plan['state']['pending'] {
  return pending?.kind === 'booking' || pending?.kind === 'move' ? pending : null
}

function offerMeeting(input: PlanInput, plan: Plan): Plan {
  const pending = { kind: 'meeting-offer' } as const
  return {
    ...plan,
    says: [{ markdown: line(input, 'offer_meeting'), buttons: yesNoButtons(input, pending) }],
    state: { ...plan.state, pending },
  }
}
