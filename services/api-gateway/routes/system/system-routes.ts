import type { RegisterRoute } from '../../route-context.ts'
import { listAllBackups, makeBackupNow } from './backups.ts'
import { getEgress } from './get-egress.ts'
import { getExamination } from './get-examination.ts'
import { getLimits, resetAllLimits } from './limits.ts'

export const systemRoutes: readonly RegisterRoute[] = [
  getEgress,
  getExamination,
  getLimits,
  listAllBackups,
  makeBackupNow,
  resetAllLimits,
]
