import { buildPlaybook } from './build-playbook.ts'
import { type PlaybookFault, sortFaults } from './fault.ts'
import { type ParsedFolder, parseFiles } from './files/parse-files.ts'
import { commonFolder } from './files/playbook-files.ts'
import { describeUnknownPlaybook, listPlaybooks, readFolder } from './files/read-files.ts'
import type { Playbook } from './playbook.ts'
import { checkCommon } from './rules/check-common.ts'
import { checkFolder } from './rules/check-folder.ts'

export type PlaybookLoading =
  | { readonly kind: 'ready'; readonly playbook: Playbook }
  /** In the order of files and lines; never empty. */
  | { readonly kind: 'invalid'; readonly faults: readonly PlaybookFault[] }

/** Reads `playbooks/<name>/` and what it falls back to, and finds all faults in one go. */
export function loadPlaybook(playbooksFolder: string, name: string): PlaybookLoading {
  if (!listPlaybooks(playbooksFolder).includes(name)) {
    return { kind: 'invalid', faults: [describeUnknownPlaybook(playbooksFolder, name)] }
  }
  const own = readAndParse(playbooksFolder, name)
  const common = readAndParse(playbooksFolder, commonFolder)
  const faults = [
    ...own.faults,
    ...common.faults,
    ...checkFolder(own.folder),
    ...checkFolder(common.folder),
    ...checkCommon(common.folder),
  ]
  if (faults.length > 0) return { kind: 'invalid', faults: sortFaults(faults) }
  const texts = [own, common].flatMap(({ texts: found }) => Object.values(found).map(({ text }) => text))
  return { kind: 'ready', playbook: buildPlaybook({ name, own: own.folder, common: common.folder, texts }) }
}

function readAndParse(playbooksFolder: string, name: string) {
  const { texts, faults } = readFolder(playbooksFolder, name)
  const parsed = parseFiles(texts)
  return { texts, folder: parsed.folder satisfies ParsedFolder, faults: [...faults, ...parsed.faults] }
}
