import { divide } from './define-figure.ts'
import type { Counts } from './read-counts.ts'

export interface StageFigures {
  readonly stage: string
  /** Leads created in the period that have been in this stage so far. */
  readonly leads: number
  /** `leads` ÷ all leads created in the period; null when there are none. */
  readonly conversion: number | null
  /** Times in the period that a lead entered the stage. */
  readonly entered: number
  /** Of the leads that left the stage in the period: half stayed no longer. Milliseconds; null when none left. */
  readonly medianTimeMs: number | null
}

/** Every stage of the way of a sale, in its order. */
export function readStages(counts: Counts, stages: readonly string[]): readonly StageFigures[] {
  const reached = counts.byDimension('lead.reached')
  const entered = counts.byDimension('stage.entered')
  return stages.map(stage => ({
    stage,
    leads: reached.get(stage) ?? 0,
    conversion: divide(reached.get(stage) ?? 0, counts.total('leads.created')),
    entered: entered.get(stage) ?? 0,
    medianTimeMs: counts.percentile(`stage.time:${stage}`, 0.5),
  }))
}
