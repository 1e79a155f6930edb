import { yesNoButtons } from './book-meeting.ts'
import type { Plan, PlanInput } from './plan.ts'
import { line } from './start-plan.ts'

/**
 * A contact the client has named is stored only once they agreed. The question goes with whatever else is said, as the only
 * question of the reply; while another question waits for its answer, it is put off.
 */
// A message of this length that holds a contact holds little else.
const shortText = 60

export function askToKeepContact(input: PlanInput, plan: Plan): Plan {
  const messageId = input.understanding.unkeptContactMessageId ?? input.facts.state.contactMessageId
  if (messageId === null || !mayAsk(input)) return plan
  if (plan.state.pending !== null || !isTalking(plan)) {
    return { ...plan, state: { ...plan.state, contactMessageId: messageId } }
  }
  const shownText = line(input, 'consent_profile')
  const isOnlyContact = plan.talk?.isQuestion === false && input.understanding.text.length <= shortText
  return {
    ...plan,
    says: [...plan.says, { markdown: shownText, buttons: yesNoButtons(input) }],
    talk: plan.talk === null || isOnlyContact ? null : { ...plan.talk, next: null },
    state: { ...plan.state, asked: null, pending: { kind: 'profile-consent', shownText }, contactMessageId: messageId },
  }
}

function mayAsk({ facts, playbook }: PlanInput): boolean {
  return !facts.consents.has('pdpa_profile') && playbook.slots.some(slot => slot.kind === 'contact')
}

/** After a goodbye by hand-off or opt-out nothing more is asked. */
function isTalking(plan: Plan): boolean {
  return !plan.actions.some(
    action =>
      action.kind === 'call-human' ||
      action.kind === 'opt-out' ||
      (action.kind === 'record-consent' && action.consent === 'pdpa_profile'),
  )
}
