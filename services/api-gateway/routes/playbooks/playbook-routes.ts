import type { RegisterRoute } from '../../route-context.ts'
import { checkPlaybookFiles } from './files/check-files.ts'
import { getPlaybookFiles } from './files/get-files.ts'
import { putPlaybookFiles } from './files/put-files.ts'
import { restorePlaybookFiles } from './files/restore-files.ts'
import { getPlaybookForm, patchPlaybookForm } from './form/form.ts'
import { getPlaybook, listAllPlaybooks } from './get-playbooks.ts'

export const playbookRoutes: readonly RegisterRoute[] = [
  checkPlaybookFiles,
  getPlaybook,
  getPlaybookFiles,
  getPlaybookForm,
  listAllPlaybooks,
  patchPlaybookForm,
  putPlaybookFiles,
  restorePlaybookFiles,
]
