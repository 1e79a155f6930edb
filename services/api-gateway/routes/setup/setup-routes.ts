import type { RegisterRoute } from '../../route-context.ts'
import { getSetup } from './get-setup.ts'
import { putBusiness } from './put-business.ts'

export const setupRoutes: readonly RegisterRoute[] = [getSetup, putBusiness]
