import type { Playbook } from '#capabilities/sales'
import type { TurnFacts } from '../turn-facts.ts'
import { isStranger } from './is-stranger.ts'

/** Why a turn is answered by the script although there is a model: the person has had their share of it today. */
export type Thrift = 'budget'

/** Null: the model may be asked. Pure. */
export function whySpareModel(facts: TurnFacts, playbook: Playbook): Thrift | null {
  return facts.isBudgetSpent && isStranger(facts, playbook) ? 'budget' : null
}
