import { parseArgs } from 'node:util'
import { formatFaults, readEnvironment } from '#shared/config'
import { type DatabaseTarget, describePlace, explainFailure, inspectDatabase, prepareDatabase } from '#shared/database'
import { systemClock } from '#shared/utils'
import { toTarget } from '../../../services/parts/links/open-database.ts'
import { readSettings } from '../../../services/settings.ts'
import type { Command, Surroundings } from '../command.ts'
import { countTaken } from './count-taken.ts'
import { describeInspection, describePreparation } from './describe-migration.ts'
import { rehearseTakeOver } from './rehearse-take-over.ts'

/** Brings the database to the present version now, as the next start would. */
export const migrateCommand: Command = {
  name: 'migrate',
  usage: '[--dry-run]',
  summary: 'Bring the database to the present version, also one of the earlier system. Every start does the same.',
  async run(args, surroundings) {
    const words = readWords(args)
    if (words === null) {
      surroundings.complain(`Write: npm run cli -- migrate ${migrateCommand.usage}`)
      return 2
    }
    const outcome = readSettings({ directory: process.cwd(), env: readEnvironment() })
    if (outcome.kind === 'invalid') {
      surroundings.complain(formatFaults(outcome.faults))
      return 2
    }
    const target = toTarget(outcome.values.database)
    try {
      return await (words.isDryRun ? preview(target, surroundings) : migrateNow(target, surroundings))
    } catch (error) {
      const { message, public: known } = explainFailure(error, target)
      surroundings.complain(known ?? message)
      return 1
    }
  },
}

function readWords(args: readonly string[]): { readonly isDryRun: boolean } | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { 'dry-run': { type: 'boolean', default: false } } })
    return { isDryRun: values['dry-run'] }
  } catch {
    // A word that is not one of these: the usage says which there are.
    return null
  }
}

async function preview(target: DatabaseTarget, { print, complain }: Surroundings): Promise<number> {
  const inspection = await inspectDatabase(target)
  if (inspection.kind === 'unusable') {
    complain(inspection.reason)
    return 1
  }
  const rehearsal =
    inspection.kind === 'earlier' && target.engine === 'sqlite' ? await rehearseTakeOver(target.path) : null
  print(describeInspection(inspection, describePlace(target), rehearsal))
  print('Nothing was changed.')
  return 0
}

/** Takes no lock of the platform: like its services, which may start at once, it waits for whoever migrates already. */
async function migrateNow(target: DatabaseTarget, { print }: Surroundings): Promise<number> {
  const startedAt = systemClock.now()
  const preparation = await prepareDatabase(target, systemClock)
  const tookMs = systemClock.now() - startedAt
  const taken = preparation.kind === 'imported' ? await countTaken(target) : null
  print(describePreparation(preparation, { place: describePlace(target), tookMs, taken }))
  return 0
}
