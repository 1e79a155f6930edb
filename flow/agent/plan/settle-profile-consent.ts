import { askNext } from '../script/ask-next.ts'
import { converse } from './converse.ts'
import { offerTimes } from './offer-times.ts'
import type { Plan, PlanInput } from './plan.ts'
import { line, startPlan } from './start-plan.ts'

/**
 * Thanks for the answer and takes the talk up where the question interrupted it: the times that were shown, else the next question
 * or the offer of a meeting. The consent itself is recorded by `keepContactConsent`, whatever rule decides the turn.
 */
export async function settleProfileConsent(input: PlanInput, answer: 'yes' | 'no'): Promise<Plan> {
  const granted = answer === 'yes'
  const thanks = line(input, granted ? 'consent_thanks' : 'consent_refused')
  const settled = granted ? input : refuseContacts(input)
  const rest = await goOn(settled)
  const question = askNext(rest.talk?.next ?? null, input.playbook, input.understanding.language)
  const [first, ...says] = rest.says
  const isOneMessage = question === '' && first !== undefined
  const opening = [thanks, isOneMessage ? first.markdown : question].filter(text => text !== '').join('\n\n')
  return {
    ...rest,
    reason: granted ? 'consent.granted' : 'consent.refused',
    says: isOneMessage ? [{ ...first, markdown: opening }, ...says] : [{ markdown: opening }, ...rest.says],
    talk: null,
  }
}

/** A refused contact is not asked for again. */
function refuseContacts(input: PlanInput): PlanInput {
  const { understanding, playbook } = input
  const contacts = playbook.slots.filter(({ kind }) => kind === 'contact').map(({ name }) => name)
  return { ...input, understanding: { ...understanding, refused: [...understanding.refused, ...contacts] } }
}

async function goOn(input: PlanInput): Promise<Plan> {
  const { meetings, state } = input.facts
  if (state.offered.length > 0) return offerTimes(input, { reason: 'meeting.offered', because: 'offer_times' })
  // With a meeting agreed there is nothing left to ask for.
  return meetings.length > 0 ? startPlan(input, 'consent') : converse(input)
}
