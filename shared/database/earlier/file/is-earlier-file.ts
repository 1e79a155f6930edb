import { existsSync, statSync } from 'node:fs'
import SqliteDriver from 'better-sqlite3'

/**
 * Whether `path` is a SQLite file of the earlier system: it has conversations, but not ours (no `account_id`). False for a
 * missing or empty file. Throws the driver's error for a file that is no database.
 */
export function isEarlierFile(path: string): boolean {
  if (path === ':memory:' || !existsSync(path) || statSync(path).size === 0) return false
  // Not read-only: a file that its last owner left in the middle of a transaction is rolled back when opened.
  const file = new SqliteDriver(path, { fileMustExist: true, timeout: 5_000 })
  try {
    return holdsEarlierTables(file)
  } finally {
    file.close()
  }
}

/** The same of a file that is open. */
export function holdsEarlierTables(file: SqliteDriver.Database): boolean {
  const columns = file.pragma('table_info(conversations)') as readonly { readonly name: string }[]
  return columns.length > 0 && !columns.some(column => column.name === 'account_id')
}
