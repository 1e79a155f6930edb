import type { RegisterRoute } from '../../route-context.ts'
import { getMetrics } from './get-metrics.ts'
import { getReport } from './get-report.ts'
import { listCases } from './list-cases.ts'
import { listFigures } from './list-figures.ts'
import { listReports } from './list-reports.ts'

export const analyticsRoutes: readonly RegisterRoute[] = [getMetrics, getReport, listCases, listFigures, listReports]
