import type { RegisterRoute } from '../../route-context.ts'
import { createKey } from './create-key.ts'
import { listKeys } from './list-keys.ts'
import { revokeKey } from './revoke-key.ts'

export const keyRoutes: readonly RegisterRoute[] = [createKey, listKeys, revokeKey]
