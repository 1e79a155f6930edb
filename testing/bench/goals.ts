import type { Measurement } from './measure-contender.ts'

/** A promise about one scenario. `limit` is the least that is allowed where `isFloor`, else the most. */
export interface Goal {
  readonly title: string
  readonly scenario: string
  readonly limit: number
  readonly isFloor: boolean
  /** `floor` is the bare bot in the same scenario. */
  measure(own: Measurement, floor: Measurement): number
}

export const goals: readonly Goal[] = [
  {
    title: "replies/s of the floor's, 50 chats, model 0 ms",
    scenario: 'busy',
    limit: 0.5,
    isFloor: true,
    measure: speedRatio,
  },
  {
    title: "replies/s of the floor's, 500 chats, model 300 ms",
    scenario: 'crowd',
    limit: 0.8,
    isFloor: true,
    measure: speedRatio,
  },
  {
    title: 'ms added at p50, one message at a time',
    scenario: 'single',
    limit: 5,
    isFloor: false,
    measure: own => own.addedMs.p50,
  },
  { title: 'MB idle', scenario: 'single', limit: 150, isFloor: false, measure: own => own.idleMb },
  { title: 'MB at the peak, 50 chats', scenario: 'busy', limit: 256, isFloor: false, measure: own => own.peakMb },
  { title: 'MB at the peak, 500 chats', scenario: 'crowd', limit: 256, isFloor: false, measure: own => own.peakMb },
]

function speedRatio(own: Measurement, floor: Measurement): number {
  return own.repliesPerSecond / floor.repliesPerSecond
}

export interface Verdict {
  readonly goal: Goal
  readonly contender: Measurement['contender']
  readonly value: number
  readonly isReached: boolean
}

/** Judges what was measured; goals of scenarios or contenders that did not run are left out. */
export function judgeGoals(measurements: readonly Measurement[]): readonly Verdict[] {
  return goals.flatMap(goal => {
    const inScenario = measurements.filter(measurement => measurement.scenario === goal.scenario)
    const floor = inScenario.find(measurement => measurement.contender === 'floor')
    if (floor === undefined) return []
    return inScenario
      .filter(measurement => measurement !== floor)
      .map(own => {
        const value = goal.measure(own, floor)
        return {
          goal,
          contender: own.contender,
          value,
          isReached: goal.isFloor ? value >= goal.limit : value <= goal.limit,
        }
      })
  })
}
