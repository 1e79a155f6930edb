import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type BackupPlan, listBackups, type MadeBackup } from '#capabilities/backup'
import { formatFaults, readEnvironment } from '#shared/config'
import { connectDatabase, describePlace, explainFailure, inspectDatabase } from '#shared/database'
import { AppError, silentLogger, systemClock } from '#shared/utils'
import { toBackupPlan } from '../../../services/parts/backups/backup-plan.ts'
import { makeBackupAlone } from '../../../services/parts/backups/make-backup-alone.ts'
import { readSettings } from '../../../services/settings.ts'
import type { Command, Surroundings } from '../command.ts'

/** Makes a backup now, also while the platform runs. */
export const backupCommand: Command = {
  name: 'backup',
  usage: '[--to FOLDER] [--encrypt] [--list]',
  summary: 'Back everything up into one file, also while the platform runs. Encrypted when BACKUP_PASSPHRASE is set.',
  async run(args, surroundings) {
    const words = readWords(args)
    if (words === null) {
      surroundings.complain(`Write: npm run cli -- backup ${backupCommand.usage}`)
      return 2
    }
    const outcome = readSettings({ directory: process.cwd(), env: readEnvironment() })
    if (outcome.kind === 'invalid') {
      surroundings.complain(formatFaults(outcome.faults))
      return 2
    }
    const plan = toBackupPlan(outcome.values, join(surroundings.packageFolder, 'playbooks'))
    if (words.isEncrypted && plan.passphrase === null) {
      surroundings.complain('There is nothing to encrypt with: set BACKUP_PASSPHRASE in .env (12 characters or more).')
      return 2
    }
    const own = words.to === null ? plan : { ...plan, folder: resolve(words.to) }
    return words.isList ? list(own, surroundings) : make(own, surroundings)
  },
}

interface Words {
  readonly to: string | null
  readonly isEncrypted: boolean
  readonly isList: boolean
}

function readWords(args: readonly string[]): Words | null {
  try {
    const flag = { type: 'boolean', default: false } as const
    const { values } = parseArgs({ args: [...args], options: { to: { type: 'string' }, encrypt: flag, list: flag } })
    return { to: values.to ?? null, isEncrypted: values.encrypt, isList: values.list }
  } catch {
    // A word that is not one of these: the usage says which there are.
    return null
  }
}

async function list({ folder }: BackupPlan, { print }: Surroundings): Promise<number> {
  const backups = await listBackups(folder)
  const lines = backups.map(({ path, madeAtMs }) => `  ${new Date(madeAtMs).toISOString().slice(0, 16)}Z  ${path}`)
  print(
    lines.length === 0 ? `No backups in ${folder}.` : [`Backups in ${folder}, the newest first:`, ...lines].join('\n'),
  )
  return 0
}

async function make(plan: BackupPlan, { print, complain }: Surroundings): Promise<number> {
  const { target } = plan
  // Whoever connects to a file that is not there makes it.
  if ((await inspectDatabase(target)).kind === 'absent') {
    complain(`There is nothing to back up yet: ${describePlace(target)} has no database.`)
    return 1
  }
  const database = connectDatabase(target)
  try {
    const made = await makeBackupAlone({ clock: systemClock, database, logger: silentLogger, target }, plan)
    if (made === null) complain('Another backup is being made right now: try again when it is done.')
    else print(describe(made, plan))
    return made === null ? 1 : 0
  } catch (error) {
    complain(error instanceof AppError ? (error.public ?? error.message) : explainFailure(error, target).message)
    return 1
  } finally {
    await database.close()
  }
}

function describe({ path, bytes, manifest, removed }: MadeBackup, { passphrase }: BackupPlan): string {
  const rows = Object.values(manifest.tables).reduce((sum, digest) => sum + digest.rows, 0)
  const { files, left_out: leftOut } = manifest
  return [
    `Backed up: ${rows} rows and ${files} files, ${(bytes / 1e6).toFixed(1)} MB${passphrase === null ? '' : ', encrypted'}: ${path}`,
    ...leftOut.map(file => `  left out, because it is larger than 64 MB: ${file}`),
    ...(removed === 0 ? [] : [`${removed} older ones were removed (backup.keep_daily, backup.keep_weekly).`]),
    ...(passphrase === null
      ? ['Not in it: .env, config.yaml and the key of further bots. With BACKUP_PASSPHRASE they are, encrypted.']
      : ['Keep the passphrase apart from it, it is not in it: without it nobody can read the backup.']),
    'Try it: npm run cli -- restore --check FILE',
  ].join('\n')
}
