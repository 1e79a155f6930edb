import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  type ChosenLeads,
  chooseNew,
  createLanguageDetector,
  findKnownKeys,
  type LeadList,
  type Playbook,
  readLeadList,
  readPlaybook,
} from '#capabilities/sales'
import { importLeads } from '#flow'
import type { Database } from '#shared/database'
import { readTable } from '#shared/documents'
import { createBus } from '#shared/events'
import { newId, silentLogger, systemClock } from '#shared/utils'
import { toTarget } from '../../../../services/parts/links/open-database.ts'
import type { Settings } from '../../../../services/settings.ts'
import type { Surroundings } from '../../command.ts'
import { describeChosen, describeFaults, noHeader } from './describe-list.ts'
import { lookInto, withImportLock } from './open-for-import.ts'

export interface ListImport {
  readonly path: string
  readonly isDryRun: boolean
  readonly isSkippingWrong: boolean
  readonly source: string
  readonly settings: Settings
}

/** Writes the people of a list down as leads, each once however often the list is imported. */
export async function importList(order: ListImport, { packageFolder, print, complain }: Surroundings): Promise<number> {
  const { path, isDryRun, isSkippingWrong, settings } = order
  const playbook = readPlaybook(join(packageFolder, 'playbooks'), settings.business.playbook)
  const list = await readList(order, playbook)
  if (typeof list === 'string') {
    complain(list)
    return 1
  }
  if (list.faults.length > 0) complain(describeFaults(path, list, isSkippingWrong))
  if (list.faults.length > 0 && !isSkippingWrong) return 1
  const target = toTarget(settings.database)
  if (isDryRun) {
    const chosen = await lookInto(target, database => choose(database, list, playbook))
    print(describeChosen(chosen, list))
    print('Nothing was written.')
    return 0
  }
  return withImportLock(target, async database => {
    const chosen = await choose(database, list, playbook)
    const deps = { database, bus: createBus(silentLogger), clock: systemClock, newId }
    const made = await importLeads(deps, { leads: chosen.fresh, playbook, actor: 'cli' })
    print(describeChosen(chosen, list, made))
    return 0
  })
}

// A list of a hundred thousand people is about ten million bytes; all of it is in memory at once.
const largestBytes = 20_000_000
const maxUnpackedBytes = 200_000_000

type ReadList = Extract<LeadList, { kind: 'list' }>

/** The list, or why it cannot be read. */
async function readList({ path, source, settings }: ListImport, playbook: Playbook): Promise<ReadList | string> {
  if (statSync(path).size > largestBytes)
    return `${path} is larger than ${largestBytes / 1e6} MB: part it into several files.`
  const rows = await readTable(readFileSync(path), path, { maxUnpackedBytes })
  const list = readLeadList(rows, {
    playbook,
    timeZone: settings.ai_server.timezone,
    nowMs: systemClock.now(),
    detectLanguage: createLanguageDetector(),
    source,
  })
  return list.kind === 'list' ? list : noHeader(path)
}

/** Without a database nobody is known. */
async function choose(database: Database | null, { leads }: ReadList, { country }: Playbook): Promise<ChosenLeads> {
  const keys = new Set(leads.flatMap(lead => lead.keys))
  return chooseNew(leads, database === null ? new Set() : await findKnownKeys(database.db, keys, country))
}
