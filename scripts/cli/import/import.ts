import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { formatFaults, readEnvironment } from '#shared/config'
import { explainFailure } from '#shared/database'
import { AppError } from '#shared/utils'
import { toTarget } from '../../../services/parts/links/open-database.ts'
import { readSettings, type Settings } from '../../../services/settings.ts'
import type { Command, Surroundings } from '../command.ts'
import { importEarlier } from './earlier/import-earlier.ts'
import { findKind } from './find-kind.ts'
import { importList } from './leads/import-list.ts'

/** Brings in what an owner has from before: a database of the earlier system, or a list of people. */
export const importCommand: Command = {
  name: 'import',
  usage: 'FILE [--dry-run] [--skip-wrong] [--source NAME]',
  summary: 'Bring in your data: a list of people (.csv, .xlsx), or a database of the earlier system.',
  async run(args, surroundings) {
    const words = readWords(args)
    if (words === null) {
      surroundings.complain(`Write: npm run cli -- import ${importCommand.usage}`)
      return 2
    }
    const outcome = readSettings({ directory: process.cwd(), env: readEnvironment() })
    if (outcome.kind === 'invalid') {
      surroundings.complain(formatFaults(outcome.faults))
      return 2
    }
    try {
      return await importFile(words, outcome.values, surroundings)
    } catch (error) {
      const known = error instanceof AppError ? error : explainFailure(error, toTarget(outcome.values.database))
      surroundings.complain(known.public ?? known.message)
      return 1
    }
  },
}

interface Words {
  readonly path: string
  readonly isDryRun: boolean
  /** Of a list, rows with faults are left out instead of keeping all from being written. */
  readonly isSkippingWrong: boolean
  /** Where people of a list come from that does not say it. */
  readonly source: string
}

function readWords(args: readonly string[]): Words | null {
  const flag = { type: 'boolean', default: false } as const
  const options = { 'dry-run': flag, 'skip-wrong': flag, source: { type: 'string', default: 'import' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [path, ...more] = positionals
    const source = values.source.trim()
    if (path === undefined || more.length > 0 || source === '' || source.length > 100) return null
    return { path: resolve(path), isDryRun: values['dry-run'], isSkippingWrong: values['skip-wrong'], source }
  } catch {
    // A word that is not one of these: the usage says which there are.
    return null
  }
}

async function importFile(words: Words, settings: Settings, surroundings: Surroundings): Promise<number> {
  const { path, isDryRun } = words
  if (!existsSync(path) || !statSync(path).isFile()) {
    surroundings.complain(`There is no file ${path}.`)
    return 1
  }
  switch (findKind(path)) {
    case 'database':
      return importEarlier({ path, isDryRun, target: toTarget(settings.database) }, surroundings)
    case 'table':
      return importList({ ...words, settings }, surroundings)
    case 'unknown':
      surroundings.complain(
        `${path} cannot be imported: what can is a list of people (.csv, .tsv, .xlsx) or a database file of the earlier system.`,
      )
      return 1
  }
}
