import type { Reading } from '#capabilities/sales'
import type { ButtonWish } from '../commands/button-data.ts'
import type { TurnFacts } from '../turn-facts.ts'
import { type Pending, questionKey } from './dialogue-state.ts'

/** A question of ours, and what the client says to it. */
export interface Answered {
  readonly question: Pending
  readonly answer: 'yes' | 'no'
}

/**
 * Which question a message answers; null: none. A press answers the question it stood under, if that still stands; written words
 * answer the last one, and only when they are a plain answer: «да, но в пятницу» names another time, and that wish goes first.
 */
export function findAnswered(facts: TurnFacts, reading: Reading, wish: ButtonWish | null): Answered | null {
  const { pending } = facts.state
  if (wish?.kind === 'answer') {
    const question = wish.to === null ? pending : findQuestion(facts, wish.to)
    return question === null ? null : { question, answer: wish.answer }
  }
  if (pending === null || reading.answer === null || reading.times.length > 0) return null
  return { question: pending, answer: reading.answer }
}

function findQuestion({ state, consents }: TurnFacts, key: string): Pending | null {
  const { pending, contactQuestion } = state
  if (pending !== null && questionKey(pending) === key) return pending
  // Whether a contact may be stored is asked once, so its buttons count until they are answered.
  const isOpen = contactQuestion !== null && !consents.has('pdpa_profile')
  return key === 'profile-consent' && isOpen ? { kind: key, shownText: contactQuestion } : null
}
