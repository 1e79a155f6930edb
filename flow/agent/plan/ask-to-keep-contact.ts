import type { Plan, PlanInput } from './plan.ts'
import { line } from './start-plan.ts'
import { yesNoButtons } from './yes-no-buttons.ts'

// A message of this length that holds a contact holds little else.
const shortText = 60

/**
 * A contact the client has named is stored only once they agreed. The question goes with whatever else is said, as the only
 * question of the reply, and once in a conversation; while another question waits for its answer, it is put off.
 */
export function askToKeepContact(input: PlanInput, plan: Plan): Plan {
  const messageId = input.understanding.unkeptContactMessageId ?? input.facts.state.contactMessageId
  if (messageId === null || !mayAsk(input)) return plan
  const remembered: Plan = { ...plan, state: { ...plan.state, contactMessageId: messageId } }
  if (plan.state.contactQuestion !== null || plan.state.pending !== null || !isTalking(plan)) return remembered
  const shownText = line(input, 'consent_profile')
  const pending = { kind: 'profile-consent', shownText } as const
  const isOnlyContact = plan.talk?.isQuestion === false && input.understanding.text.length <= shortText
  return {
    ...plan,
    says: [...plan.says, { markdown: shownText, buttons: yesNoButtons(input, pending) }],
    talk: plan.talk === null || isOnlyContact ? null : { ...plan.talk, next: null },
    state: { ...remembered.state, asked: null, pending, contactQuestion: shownText },
  }
}

/**
 * Records the answer to that question, whatever rule decides the turn: «да, и позовите человека» is a consent all the same, and the
 * contact is stored in the same commit.
 */
export function keepContactConsent(input: PlanInput, plan: Plan): Plan {
  const { answered } = input.understanding
  if (answered?.question.kind !== 'profile-consent') return plan
  const { shownText } = answered.question
  const granted = answered.answer === 'yes'
  return {
    ...plan,
    actions: [{ kind: 'record-consent', consent: 'pdpa_profile', granted, shownText }, ...plan.actions],
    state: { ...plan.state, contactMessageId: null },
  }
}

function mayAsk({ facts, understanding, playbook }: PlanInput): boolean {
  // In a group nobody is led through a sale, and «@shop_bot» is no contact of the one who writes it.
  if (facts.lead === null) return false
  if (facts.consents.has('pdpa_profile') || understanding.answered?.question.kind === 'profile-consent') return false
  return playbook.slots.some(slot => slot.kind === 'contact')
}

/** After a goodbye by hand-off or opt-out nothing more is asked. */
function isTalking({ actions }: Plan): boolean {
  return !actions.some(({ kind }) => kind === 'call-human' || kind === 'opt-out')
}
