import type { FigureName } from '../figures/figures.ts'
import { type Metrics, readMetrics } from '../figures/read-metrics.ts'
import type { ReportContent, ReportFacts } from './report.ts'

/** The figures of the period, and those of them that stand above a table. */
export async function readSummary(
  facts: ReportFacts,
  names: readonly FigureName[],
): Promise<{ readonly metrics: Metrics; readonly summary: ReportContent['summary'] }> {
  const metrics = await readMetrics(facts, facts.period, facts.nowMs)
  return { metrics, summary: names.map(name => ({ name, value: metrics.figures[name] })) }
}
