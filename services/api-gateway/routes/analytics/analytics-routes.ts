import type { RegisterRoute } from '../../route-context.ts'
import { getMetrics } from './get-metrics.ts'

export const analyticsRoutes: readonly RegisterRoute[] = [getMetrics]
