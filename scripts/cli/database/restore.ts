import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  type BackupPlan,
  checkBackup,
  type FileReport,
  type RestoredDatabase,
  readErasures,
  restoreDatabase,
  restoreFiles,
} from '#capabilities/backup'
import { forgetRestored, listTombstones, type Settled, settleRestored, type Tombstone } from '#flow'
import { formatFaults, readEnvironment } from '#shared/config'
import {
  type ContactId,
  connectDatabase,
  type Database,
  type DatabaseTarget,
  describePlace,
  explainFailure,
} from '#shared/database'
import { createBus } from '#shared/events'
import { AppError, newId, silentLogger, systemClock } from '#shared/utils'
import { toBackupPlan } from '../../../services/parts/backups/backup-plan.ts'
import { readSettings, type Settings } from '../../../services/settings.ts'
import type { Command, Surroundings } from '../command.ts'
import { holdPlatform } from './hold-platform.ts'

/** Puts a backup in the place of the database. */
export const restoreCommand: Command = {
  name: 'restore',
  usage: 'FILE [--check] [--database-only] [--replace-files] [--as-is]',
  summary:
    'Prove a backup and put it in the place of the database, which is kept aside. Of either engine, into either.',
  async run(args, surroundings) {
    const words = readWords(args)
    if (words === null) {
      surroundings.complain(`Write: npm run cli -- restore ${restoreCommand.usage}`)
      return 2
    }
    const outcome = readSettings({ directory: process.cwd(), env: readEnvironment() })
    if (outcome.kind === 'invalid') {
      surroundings.complain(formatFaults(outcome.faults))
      return 2
    }
    const plan = toBackupPlan(outcome.values, join(surroundings.packageFolder, 'playbooks'))
    try {
      if (words.isCheck) return await check(words, plan, surroundings)
      return await holdPlatform(plan.target, () => restore(words, { plan, settings: outcome.values, ...surroundings }))
    } catch (error) {
      const known = error instanceof AppError ? error : explainFailure(error, plan.target)
      surroundings.complain(known.public ?? known.message)
      return 1
    }
  },
}

interface Words {
  readonly path: string
  readonly isCheck: boolean
  readonly isDatabaseOnly: boolean
  readonly isReplacing: boolean
  /** Nothing has run since the backup: what was due is still due. */
  readonly isAsIs: boolean
}

function readWords(args: readonly string[]): Words | null {
  const flag = { type: 'boolean', default: false } as const
  const options = { check: flag, 'database-only': flag, 'replace-files': flag, 'as-is': flag }
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [path, ...more] = positionals
    if (path === undefined || more.length > 0) return null
    return {
      path: resolve(path),
      isCheck: values.check,
      isDatabaseOnly: values['database-only'],
      isReplacing: values['replace-files'],
      isAsIs: values['as-is'],
    }
  } catch {
    // A word that is not one of these: the usage says which there are.
    return null
  }
}

async function check({ path }: Words, { passphrase }: BackupPlan, { print }: Surroundings): Promise<number> {
  const { tables, files } = await checkBackup(path, passphrase)
  const rows = Object.values(tables).reduce((sum, digest) => sum + digest.rows, 0)
  print(
    `The backup is whole: ${rows} rows in ${Object.keys(tables).length} tables and ${files} files, each as its checksum says.`,
  )
  return 0
}

interface Restoring extends Surroundings {
  readonly plan: BackupPlan
  readonly settings: Settings
}

async function restore(words: Words, { plan, settings, print }: Restoring): Promise<number> {
  const nowMs = systemClock.now()
  const erasures = await listErasures(plan)
  let forgotten = 0
  let settled: Settled | null = null
  print(`Restoring ${words.path} → ${describePlace(plan.target)}`)
  const restored = await restoreDatabase({
    ...{ path: words.path, passphrase: plan.passphrase, target: plan.target, nowMs },
    async finish(database) {
      forgotten = await forgetRestored(toForgetDeps(database, settings), erasures, 'restore')
      if (!words.isAsIs) settled = await settleRestored(database, nowMs)
    },
  })
  print(describe(restored, settled, forgotten))
  if (words.isDatabaseOnly) return 0
  const roots = [...plan.roots, ...plan.secretRoots]
  const { path, isReplacing } = words
  print(
    describeFiles(await restoreFiles({ path, passphrase: plan.passphrase, roots, isReplacing, nowMs }), isReplacing),
  )
  return 0
}

function toForgetDeps(database: Database, { telegram, owner }: Settings) {
  // Nobody listens in this process, and the platform is not running.
  const bus = createBus(silentLogger)
  return { database, bus, clock: systemClock, newId, ownerId: telegram.owner_id, operatorIds: owner.operator_ids }
}

/** Of the database that is replaced, as far as it can still be read, and of the list beside the backups. */
async function listErasures({ target, folder }: BackupPlan): Promise<readonly Tombstone[]> {
  const listed = await readErasures(folder)
  return [
    ...(await readOwnErasures(target)),
    ...listed.map(erasure => ({ ...erasure, contactId: erasure.contactId as ContactId })),
  ]
}

async function readOwnErasures(target: DatabaseTarget): Promise<readonly Tombstone[]> {
  // Opening would make the file.
  if (target.engine === 'sqlite' && !existsSync(target.path)) return []
  try {
    const database = connectDatabase(target)
    return await listTombstones(database.db).finally(() => database.close())
  } catch {
    // No such table, or not readable at all: the reason for many a restore. The list beside the backups is there still.
    return []
  }
}

function describe({ tables, madeAt, keptAside }: RestoredDatabase, settled: Settled | null, forgotten: number): string {
  const rows = [...tables.values()].reduce((sum, digest) => sum + digest.rows, 0)
  return [
    `Restored: ${rows} rows of ${madeAt.slice(0, 16)}Z, proved by count and checksum of every table.`,
    ...(keptAside === null
      ? []
      : [`What was there before is kept: ${keptAside}. Remove it when all is well: it holds clients' data.`]),
    ...(forgotten === 0 ? [] : [`Forgotten again: ${forgotten} people who had been erased after the backup was made.`]),
    ...(settled === null
      ? ['What was due when the backup was made is still due, and will be said at the next start.']
      : [
          `Not said again, because it may have been said since: ${settled.parts} parts, ${settled.turns} due answers, ${settled.reminders} reminders and follow-ups. The chats are listed as unanswered.`,
        ]),
  ].join('\n')
}

function describeFiles({ missing, same, differing }: FileReport, isReplacing: boolean): string {
  const fate = isReplacing
    ? 'replaced, the former ones kept beside them'
    : 'left as they are (--replace-files puts the old ones back)'
  return [
    `Files: ${missing} were missing and are back, ${same} are the same, ${differing.length} differ${differing.length === 0 ? '.' : ` and were ${fate}:`}`,
    ...differing.map(path => `  ${path}`),
  ].join('\n')
}
