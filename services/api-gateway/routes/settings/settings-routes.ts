import type { RegisterRoute } from '../../route-context.ts'
import { checkModelServer } from './check-model-server.ts'
import { listSettings } from './list-settings.ts'
import { patchSettings } from './patch-settings.ts'

export const settingsRoutes: readonly RegisterRoute[] = [checkModelServer, listSettings, patchSettings]
