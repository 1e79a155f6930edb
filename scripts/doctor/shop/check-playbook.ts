import { join } from 'node:path'
import { readPlaybook } from '#capabilities/sales'
import { AppError } from '#shared/utils'
import { defineCheck, find } from '../define-check.ts'

/** Whether the words of the assistant can be read. */
export const checkPlaybook = defineCheck({
  name: 'playbook',
  place: 'here',
  limitMs: 5_000,
  run({ settings, packageFolder }) {
    const name = settings.business.playbook
    try {
      readPlaybook(join(packageFolder, 'playbooks'), name)
      return find('playbook.ready', { name })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return find('playbook.invalid', { detail: error.public ?? error.message })
    }
  },
})
