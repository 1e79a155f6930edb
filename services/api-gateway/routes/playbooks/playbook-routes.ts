import type { RegisterRoute } from '../../route-context.ts'
import { getPlaybook, listAllPlaybooks } from './get-playbooks.ts'

export const playbookRoutes: readonly RegisterRoute[] = [getPlaybook, listAllPlaybooks]
