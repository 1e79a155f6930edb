import { percentile } from '../../bench/percentile.ts'
import type { Verdict } from '../judge/judge-dialogue.ts'

/** The sums of a run, or of one business's part of it. */
export interface Totals {
  readonly dialogues: number
  readonly rightEnds: number
  readonly slotsRight: number
  readonly slots: number
  readonly repeated: number
  readonly inventions: number
  readonly forbidden: number
  readonly turns: number
  readonly tokens: number
  readonly latencyP50Ms: number
  readonly latencyP95Ms: number
}

export function sumUp(verdicts: readonly Verdict[]): Totals {
  const sum = (count: (verdict: Verdict) => number): number => verdicts.reduce((all, one) => all + count(one), 0)
  const latencies = verdicts.flatMap(({ latenciesMs }) => latenciesMs)
  return {
    dialogues: verdicts.length,
    rightEnds: verdicts.filter(({ faults }) => faults.length === 0).length,
    slotsRight: sum(({ slots }) => slots.right),
    slots: sum(({ slots }) => slots.total),
    repeated: sum(({ repeated }) => repeated.length),
    inventions: sum(({ inventions }) => inventions.length),
    forbidden: sum(({ forbidden }) => forbidden.length),
    turns: sum(({ turns }) => turns),
    tokens: sum(({ tokens }) => tokens),
    latencyP50Ms: percentile(latencies, 50),
    latencyP95Ms: percentile(latencies, 95),
  }
}
