import { join } from 'node:path'
import SqliteDriver from 'better-sqlite3'
import { AppError, type Clock } from '#shared/utils'
import { explainFailure } from '../../explain-failure.ts'
import type { ImportWarning } from '../report.ts'
import { backUpFile } from './back-up-file.ts'
import { buildFromBackup } from './build-from-backup.ts'
import { copyStillFile } from './copy-still-file.ts'
import { countRows, type RowCounts } from './count-rows.ts'
import { isEarlierFile } from './is-earlier-file.ts'

export interface CopyTakeOver {
  /** The earlier file. It is read, never opened: not a byte of it changes. */
  readonly path: string
  /** A folder of the caller's own, for the copies. */
  readonly folder: string
  /** Where the taken over file is to be: nothing is there yet, or a file of ours that holds no people. */
  readonly into: string
  readonly clock: Clock
}

export interface TakenCopy {
  /** Rows of the file at `into`, by table: leads that the earlier system hid in `user_context` are among them. */
  readonly rows: RowCounts
  readonly warnings: readonly ImportWarning[]
}

/**
 * Takes over a copy of an earlier file, into a SQLite file elsewhere. Throws AppError with the cure in `public`: what `prepareDatabase`
 * throws, and `database.not_earlier` for another kind of database.
 */
export async function takeOverCopy({ path, folder, into, clock }: CopyTakeOver): Promise<TakenCopy> {
  try {
    const copyPath = join(folder, 'copy.db')
    copyStillFile(path, copyPath)
    if (!isEarlierFile(copyPath)) throw notEarlier(path)
    const backupPath = join(folder, 'proved.db')
    const rows = await backUpFile(copyPath, backupPath)
    const warnings = await buildFromBackup({ backupPath, newPath: into, rows, now: clock.now() })
    return { rows: countFile(into), warnings }
  } catch (error) {
    throw explainFailure(error, { engine: 'sqlite', path })
  }
}

function notEarlier(path: string): AppError {
  const message = `${path} is a database, but not one of the earlier system: one of this platform is copied by \`npm run cli -- copy-database\`, a backup is put back by \`restore\``
  return new AppError('database.not_earlier', message, { public: message })
}

function countFile(path: string): RowCounts {
  const file = new SqliteDriver(path, { readonly: true })
  try {
    return countRows(file)
  } finally {
    file.close()
  }
}
