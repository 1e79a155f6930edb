import { AppError, type Clock } from '#shared/utils'
import { connectDatabase, type DatabaseTarget } from './connect.ts'
import { isEarlierFile } from './earlier/file/is-earlier-file.ts'
import { type ImportResult, importEarlierFile } from './earlier/import-earlier-file.ts'
import { explainFailure } from './explain-failure.ts'
import { lockFile } from './lock-file.ts'
import { migrate } from './migrate.ts'

/** What a start found and did. */
export type Preparation =
  /** A file of the earlier system was backed up and taken over. */
  | ({ readonly kind: 'imported' } & ImportResult)
  /** The schema was made, or brought up to date; names of the migrations. */
  | { readonly kind: 'migrated'; readonly applied: readonly string[] }
  | { readonly kind: 'up-to-date' }

/**
 * The one call before `connectDatabase`: takes over a file of the earlier system, then brings the schema up to date. Safe from
 * several processes at once: one works, the others wait. Throws AppError (`database.*`) with the cure in `public`; then nothing
 * was changed. Not for `:memory:`, which each connection has for itself.
 */
export async function prepareDatabase(target: DatabaseTarget, clock: Clock): Promise<Preparation> {
  try {
    return await prepare(target, clock)
  } catch (error) {
    throw explainFailure(error, target)
  }
}

async function prepare(target: DatabaseTarget, clock: Clock): Promise<Preparation> {
  const imported = target.engine === 'sqlite' ? await takeOver(target.path, clock) : null
  const database = connectDatabase(target, { isUnhurried: true })
  try {
    const { applied } = await migrate(database)
    if (imported !== null) return { kind: 'imported', ...imported }
    return applied.length > 0 ? { kind: 'migrated', applied } : { kind: 'up-to-date' }
  } finally {
    await database.close()
  }
}

// Ten minutes: about a gigabyte (57 MB took 20 s on a busy two-core box). Who waits longer starts again and finds the work done.
const longestImportMs = 600_000

async function takeOver(path: string, clock: Clock): Promise<ImportResult | null> {
  if (!isEarlierFile(path)) return null
  const lock = lockFile(`${path}.import.lock`, longestImportMs)
  if (lock === null) throw importRuns(path)
  try {
    // Asked again: it may have been taken over while this process waited.
    return isEarlierFile(path) ? await importEarlierFile(path, clock) : null
  } finally {
    lock.release()
  }
}

function importRuns(path: string): AppError {
  const message = `another process is still taking over ${path}: start again when it has finished`
  return new AppError('database.import_runs', message, { public: message, retryable: true })
}
