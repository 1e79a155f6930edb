import { AppError } from '#shared/utils'
import { formatPlaybookFaults, type PlaybookFault } from './fault.ts'
import { loadPlaybook } from './load-playbook.ts'
import type { Playbook } from './playbook.ts'

/**
 * Reads `playbooks/<name>/`; lines, stages, objections and follow-ups that it does not give come from `playbooks/common/`.
 * Throws `playbook.invalid`, whose public text lists every fault with its place and its cure.
 */
export function readPlaybook(playbooksFolder: string, name: string): Playbook {
  const loading = loadPlaybook(playbooksFolder, name)
  if (loading.kind === 'ready') return loading.playbook
  throw invalidPlaybook(name, loading.faults)
}

function invalidPlaybook(name: string, faults: readonly PlaybookFault[]): AppError {
  const message = `the playbook ${name} has faults: ${faults.map(({ file, line }) => `${file}:${line}`).join(', ')}`
  return new AppError('playbook.invalid', message, { public: describeFaults(name, faults) })
}

/** The whole list for the owner, under one head line. */
export function describeFaults(name: string, faults: readonly PlaybookFault[]): string {
  const head = faults.length === 1 ? `has a fault` : `has ${faults.length} faults`
  return `The playbook ${name} ${head}:\n${formatPlaybookFaults(faults)}`
}
