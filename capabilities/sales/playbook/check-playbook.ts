import type { PlaybookFault } from './fault.ts'
import { loadPlaybook } from './load-playbook.ts'

/** All faults of `playbooks/<name>/` and of what it falls back to, in the order of files and lines; none when it can be used. */
export function checkPlaybook(playbooksFolder: string, name: string): readonly PlaybookFault[] {
  const loading = loadPlaybook(playbooksFolder, name)
  return loading.kind === 'ready' ? [] : loading.faults
}
