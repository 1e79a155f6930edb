import { renameSync, rmSync } from 'node:fs'
import SqliteDriver from 'better-sqlite3'
import { AppError } from '#shared/utils'
import { countRows, type RowCounts } from './count-rows.ts'

/**
 * Copies the SQLite file `path` to `backupPath` and proves the copy: SQLite finds it whole and every table has as many rows.
 * Only a proven copy ever bears that name. Returns the rows of each table; throws `database.earlier_corrupt`.
 */
export async function backUpFile(path: string, backupPath: string): Promise<RowCounts> {
  const unproven = `${backupPath}.part`
  // A kill in the middle of an earlier try may have left one.
  rmSync(unproven, { force: true })
  const file = new SqliteDriver(path, { readonly: true })
  try {
    await file.backup(unproven)
    const rows = prove(unproven, countRows(file))
    renameSync(unproven, backupPath)
    return rows
  } finally {
    file.close()
    rmSync(unproven, { force: true })
  }
}

function prove(path: string, expected: RowCounts): RowCounts {
  const copy = new SqliteDriver(path, { fileMustExist: true })
  try {
    // A copy of a file in WAL mode would want files beside it whenever it is opened.
    copy.pragma('journal_mode = delete')
    const verdict = String(copy.pragma('integrity_check(1)', { simple: true }))
    if (verdict !== 'ok') throw corrupt('SQLite finds it damaged')
    const found = countRows(copy)
    const differing = Object.keys(expected).filter(table => expected[table] !== found[table])
    if (differing.length > 0) throw corrupt(`the copy differs in ${differing.join(', ')}`)
    return found
  } finally {
    copy.close()
  }
}

function corrupt(reason: string): AppError {
  return new AppError('database.earlier_corrupt', `the earlier file cannot be backed up: ${reason}`)
}
