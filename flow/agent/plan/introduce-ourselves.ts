import { dropLastQuestion } from '../talk/words.ts'
import type { Plan, PlanInput } from './plan.ts'
import { line } from './start-plan.ts'

/**
 * The first answer says who speaks, also where code says all of it (times at once, a hold): a client should never have to ask
 * whether this is a program. Not before a farewell: a client who wants a human or to be left alone is not greeted.
 */
export function introduceOurselves(input: PlanInput, plan: Plan): Plan {
  const [first, ...rest] = plan.says
  if (!input.facts.turn.isFirstTurn || plan.talk !== null || first === undefined) return plan
  if (plan.actions.some(({ kind }) => kind === 'call-human' || kind === 'opt-out')) return plan
  const greeting = dropLastQuestion(line(input, 'greeting'))
  return { ...plan, says: [{ ...first, markdown: `${greeting}\n\n${first.markdown}` }, ...rest] }
}
