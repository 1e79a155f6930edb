import { scoreRetrieval } from '../../../capabilities/knowledge/evaluation/score-retrieval.ts'
import { scoreEntityCases } from '../../../capabilities/sales/understanding/entities/score-entity-cases.ts'
import { scoreSignalCases } from '../../../capabilities/sales/understanding/signals/score-signal-cases.ts'
import { scoreTimeCases } from '../../../capabilities/sales/understanding/times/score-time-cases.ts'
import { scoreGuard } from '../../../flow/agent/guard/cases/score-guard.ts'

/** One row of a set: how many of its cases are right. */
export interface SetScore {
  readonly set: string
  readonly name: string
  readonly right: number
  readonly total: number
}

/** The sets of single questions and messages, each counted by the room that owns it. */
export async function scoreSets(): Promise<readonly SetScore[]> {
  return [
    ...label('retrieval', await scoreRetrieval()),
    ...label('entities', scoreEntityCases()),
    ...label('times', scoreTimeCases()),
    ...label('signals', scoreSignalCases('developed')),
    ...label('signals, held out', scoreSignalCases('held-out')),
    ...label('guard', scoreGuard()),
  ]
}

function label(set: string, scores: readonly Omit<SetScore, 'set'>[]): readonly SetScore[] {
  return scores.map(({ name, right, total }) => ({ set, name, right, total }))
}
