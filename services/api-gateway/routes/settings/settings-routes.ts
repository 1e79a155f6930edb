import type { RegisterRoute } from '../../route-context.ts'
import { checkModelServer } from './check-model-server.ts'
import { listSettings } from './list-settings.ts'
import { patchSettings } from './patch-settings.ts'
import { checkHearing, checkVoice } from './speech/check-speech-server.ts'

export const settingsRoutes: readonly RegisterRoute[] = [
  checkHearing,
  checkModelServer,
  checkVoice,
  listSettings,
  patchSettings,
]
