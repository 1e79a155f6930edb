import type SqliteDriver from 'better-sqlite3'

export type RowCounts = Readonly<Record<string, number>>

/** How many rows each table of a SQLite file has. */
export function countRows(file: SqliteDriver.Database): RowCounts {
  return Object.fromEntries(readTableNames(file).map(table => [table, countTable(file, table)]))
}

/** The tables of a SQLite file, without SQLite's own. */
export function readTableNames(file: SqliteDriver.Database): readonly string[] {
  const list = file.prepare(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'",
  )
  return list.pluck().all() as string[]
}

function countTable(file: SqliteDriver.Database, table: string): number {
  const quoted = table.replaceAll('"', '""')
  return file.prepare(`select count(*) from "${quoted}"`).pluck().get() as number
}
