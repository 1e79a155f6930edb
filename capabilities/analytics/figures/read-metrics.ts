import type { Db } from '#shared/database'
import type { Period } from '../periods/split-period.ts'
import type { TimeGrid } from '../periods/time-grid.ts'
import { type BreakdownItem, type BreakdownName, breakdownNames, breakdowns, toItems } from './breakdowns.ts'
import type { Figure, FigureFacts, Prices } from './define-figure.ts'
import { type FigureName, figureNames, figures } from './figures.ts'
import { type Counts, readCounts } from './read-counts.ts'
import { readStages, type StageFigures } from './stage-figures.ts'

export interface Metrics {
  readonly period: Period
  readonly figures: Readonly<Record<FigureName, number | null>>
  readonly stages: readonly StageFigures[]
  readonly breakdowns: Readonly<Record<BreakdownName, readonly BreakdownItem[]>>
}

export interface MetricsDeps {
  readonly db: Db
  readonly grid: TimeGrid
  /** The way of a sale, in order. */
  readonly stages: readonly string[]
  readonly prices: Prices
}

const weekMs = 7 * 86_400_000

/** All figures of a period, out of what was counted: no event, message or lead is read. */
export async function readMetrics(deps: MetricsDeps, period: Period, nowMs: number): Promise<Metrics> {
  const { db, grid, stages, prices } = deps
  const settledPeriod = { from: period.from, to: Math.max(period.from, Math.min(period.to, nowMs - weekMs)) }
  const [counts, settled] = await Promise.all([
    readCounts(db, grid, { period, metrics: listMetrics(stages) }),
    readCounts(db, grid, { period: settledPeriod, metrics: settledMetrics }),
  ])
  return {
    period,
    figures: readFigures({ counts, settled, prices }),
    stages: readStages(counts, stages),
    breakdowns: readBreakdowns(counts),
  }
}

const settledMetrics = [
  'conversations.started',
  'conversation.answered',
  'conversation.answered_and_handed_off_soon',
] as const

/** Everything that is counted, but for what only some reports read (sources, which anyone may invent). */
function listMetrics(stages: readonly string[]): readonly string[] {
  return [...countedMetrics, ...stages.map(stage => `stage.time:${stage}`)]
}

const countedMetrics = [
  'answer_time',
  'answers',
  'burst_size',
  'conversation.answered',
  'conversation.answered_and_handed_off',
  'conversations.started',
  'first_response',
  'follow_ups.returned',
  'follow_ups.sent',
  'handed_back',
  'handed_off',
  'human_answer_time',
  'lead.active',
  'lead.booked',
  'lead.kept',
  'lead.messages',
  'lead.qualified',
  'lead.reached',
  'leads.created',
  'leads.qualified',
  'limits.hit',
  'meetings.booked',
  'meetings.cancelled',
  'meetings.kept',
  'messages.human',
  'messages.received',
  'model.calls',
  'model.completion_tokens',
  'model.prompt_tokens',
  'objections',
  'opt_outs',
  'questions.raised',
  'stage.entered',
  'themes',
] as const

function readFigures(facts: FigureFacts): Metrics['figures'] {
  const read = (name: FigureName): number | null => (figures[name] as Figure).read(facts)
  return Object.fromEntries(figureNames.map(name => [name, read(name)])) as Metrics['figures']
}

function readBreakdowns(counts: Counts): Metrics['breakdowns'] {
  const entries = breakdownNames.map(name => [name, toItems(counts.byDimension(breakdowns[name].metric))])
  return Object.fromEntries(entries) as Metrics['breakdowns']
}
