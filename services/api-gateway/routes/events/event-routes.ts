import type { RegisterRoute } from '../../route-context.ts'
import { getEvents } from './get-events.ts'

export const eventRoutes: readonly RegisterRoute[] = [getEvents]
