import type { RegisterRoute } from '../../route-context.ts'
import { getHealth } from './get-health.ts'
import { getMetrics } from './get-metrics.ts'
import { getOpenapi } from './get-openapi.ts'
import { getReady } from './get-ready.ts'

export const operationRoutes: readonly RegisterRoute[] = [getHealth, getMetrics, getOpenapi, getReady]
