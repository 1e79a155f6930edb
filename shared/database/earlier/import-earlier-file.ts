import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDriver from 'better-sqlite3'
import { AppError, type Clock } from '#shared/utils'
import { backUpFile } from './file/back-up-file.ts'
import { buildFromBackup } from './file/build-from-backup.ts'
import type { RowCounts } from './file/count-rows.ts'
import type { ImportWarning } from './report.ts'

export interface ImportResult {
  /** The earlier file as it was, proven whole. */
  readonly backupPath: string
  /** Rows that the earlier file had, by table. */
  readonly rows: RowCounts
  readonly warnings: readonly ImportWarning[]
}

/**
 * Makes a file of the earlier system ours: a proven backup beside it, a new file built from the backup and checked, and one
 * rename that puts the new file in its place. Whatever fails, and a kill at any moment, leaves the earlier file as it was.
 */
export async function importEarlierFile(path: string, clock: Clock): Promise<ImportResult> {
  const backupPath = `${path}.backup-${stamp(clock.now())}`
  const newPath = `${path}.importing`
  let result: ImportResult
  try {
    const hold = holdStill(path)
    try {
      const rows = await backUpFile(path, backupPath)
      // The same: of an earlier try.
      removeDatabase(newPath)
      const warnings = await buildFromBackup({ backupPath, newPath, rows, now: clock.now() })
      result = { backupPath, rows, warnings }
    } finally {
      hold.close()
    }
    refuseOthers(path)
    renameSync(newPath, path)
  } catch (error) {
    removeDatabase(newPath)
    removeDatabase(backupPath)
    throw error
  }
  syncFolder(dirname(path))
  return result
}

/** 20261122T213000Z */
function stamp(instant: number): string {
  return new Date(instant).toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

/** Until it is closed, others may read the file but not write to it. Nothing is written here either. */
function holdStill(path: string): SqliteDriver.Database {
  const file = new SqliteDriver(path, { fileMustExist: true, timeout: 5_000 })
  try {
    file.exec('begin immediate')
    return file
  } catch (error) {
    file.close()
    throw error
  }
}

/** The last one to close a file in WAL mode removes its log. A log that is still there belongs to a program that runs. */
function refuseOthers(path: string): void {
  if (existsSync(`${path}-wal`)) throw new AppError('database.earlier_in_use', 'the earlier file is open elsewhere')
}

function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${suffix}`, { force: true })
}

/** Makes a rename outlive a power cut. Windows has no such thing and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
