import { digestReport } from './kinds/digest.ts'
import { funnelReport } from './kinds/funnel.ts'
import { handoffsReport } from './kinds/handoffs.ts'
import { modelCostReport } from './kinds/model-cost.ts'
import { objectionsReport } from './kinds/objections.ts'
import { operatorsReport } from './kinds/operators.ts'
import { outcomesReport } from './kinds/outcomes.ts'
import { responseTimesReport } from './kinds/response-times.ts'
import { sourcesReport } from './kinds/sources.ts'
import { unansweredQuestionsReport } from './kinds/unanswered-questions.ts'
import type { Report } from './report.ts'

/** Every report, by name. */
export const reports: readonly Report[] = [
  funnelReport,
  handoffsReport,
  modelCostReport,
  objectionsReport,
  operatorsReport,
  outcomesReport,
  responseTimesReport,
  sourcesReport,
  unansweredQuestionsReport,
  digestReport,
]

/** Null: there is no such report. */
export function findReport(name: string): Report | null {
  return reports.find(report => report.name === name) ?? null
}
