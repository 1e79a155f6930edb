import {
  acquireProcessLock,
  connectDatabase,
  type Database,
  type DatabaseTarget,
  describePlace,
  inspectDatabase,
  migrationNames,
  prepareDatabase,
} from '#shared/database'
import { AppError, systemClock } from '#shared/utils'

/** Looks into the database as it is, and makes and migrates none: null where there is none yet. */
export async function lookInto<Result>(
  target: DatabaseTarget,
  work: (database: Database | null) => Promise<Result>,
): Promise<Result> {
  const inspection = await inspect(target)
  if (inspection.kind === 'absent' || inspection.pending.length === migrationNames.length) return work(null)
  if (inspection.pending.length > 0) throw refusal('import.old_database', describeOld(target))
  return using(target, work)
}

/** The database, up to date, while nobody else imports a list: two at once would know nothing of each other's people. */
export async function withImportLock(
  target: DatabaseTarget,
  work: (database: Database) => Promise<number>,
): Promise<number> {
  await inspect(target)
  await prepareDatabase(target, systemClock)
  const lock = await acquireProcessLock(target, 'list-import')
  if (lock === null) throw refusal('import.runs', 'another import is running: start again when it has ended')
  try {
    return await using(target, work)
  } finally {
    await lock.release()
  }
}

/** What is there; a file of the earlier system is left to `migrate`, which says what it does to it. */
async function inspect(target: DatabaseTarget) {
  const inspection = await inspectDatabase(target)
  if (inspection.kind === 'unusable') throw refusal(inspection.code, inspection.reason)
  if (inspection.kind === 'earlier') throw refusal('import.old_database', describeOld(target))
  return inspection
}

function describeOld(target: DatabaseTarget): string {
  return `${describePlace(target)} is of an earlier version: bring it to the present one first, with npm run cli -- migrate`
}

async function using<Result>(target: DatabaseTarget, work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = connectDatabase(target)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

function refusal(code: string, reason: string): AppError {
  return new AppError(code, reason, { public: reason })
}
