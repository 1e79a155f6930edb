import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDriver from 'better-sqlite3'
import { connectDatabase } from '../../connect.ts'
import { migrateTo } from '../../migrate.ts'
import { readSqliteCatalog } from '../reading/sqlite-catalog.ts'
import type { Row, Table } from '../table.ts'
import { type Loader, type Place, type ProgressRow, progressTable, type TargetState, toState } from './loader.ts'

export function openSqliteLoader(path: string): Loader {
  let opened: SqliteDriver.Database | null = null
  const open = (): SqliteDriver.Database => {
    opened ??= openFile(path)
    return opened
  }

  return {
    readState: async () => (isAbsent(path) ? { kind: 'empty' } : readState(open())),
    async begin(source, migrations) {
      mkdirSync(dirname(path), { recursive: true })
      const database = connectDatabase({ engine: 'sqlite', path })
      await migrateTo(database, migrations).finally(() => database.close())
      const file = open()
      file.transaction(() => {
        file.exec(`${progressTable} strict`)
        file.prepare(`insert into copy_progress (name, place) values ('', ?)`).run(source)
      })()
    },
    readTables: async () => readSqliteCatalog(open()),
    write: async (table, rows, place) => write(open(), { table, rows, place }),
    finish: async (_, numbering) => finish(open(), numbering),
    close: async () => void opened?.close(),
  }
}

function isAbsent(path: string): boolean {
  return !existsSync(path) || statSync(path).size === 0
}

function openFile(path: string): SqliteDriver.Database {
  const file = new SqliteDriver(path, { timeout: 5_000 })
  file.pragma('journal_mode = WAL')
  // Survives the death of this process; after a power cut the copy goes on from an earlier place.
  file.pragma('synchronous = NORMAL')
  file.pragma('foreign_keys = ON')
  return file
}

function readState(file: SqliteDriver.Database): TargetState {
  const progress = file.prepare(`select 1 from sqlite_master where name = 'copy_progress'`).get()
  if (progress !== undefined) return toState(file.prepare<[], ProgressRow>('select * from copy_progress').all())
  const tables = readSqliteCatalog(file).filter(
    ({ name }) => file.prepare(`select 1 from "${name}" limit 1`).get() !== undefined,
  )
  return tables.length === 0 ? { kind: 'empty' } : { kind: 'filled', tables: tables.map(({ name }) => name) }
}

interface Batch {
  readonly table: Table
  readonly rows: readonly Row[]
  readonly place: Place
}

function write(file: SqliteDriver.Database, { table, rows, place }: Batch): void {
  const names = table.columns.map(({ name }) => `"${name}"`).join(', ')
  const marks = table.columns.map(() => '?').join(', ')
  const insert = file.prepare<unknown[]>(`insert into "${table.name}" (${names}) values (${marks})`)
  const note = file.prepare('insert or replace into copy_progress (name, place, is_done) values (?, ?, ?)')
  file.transaction(() => {
    for (const row of rows) insert.run(...row)
    note.run(table.name, place.key, place.isDone ? 1 : 0)
  })()
}

function finish(file: SqliteDriver.Database, numbering: ReadonlyMap<string, bigint>): void {
  const raise = file.prepare('update sqlite_sequence set seq = max(seq, ?) where name = ?')
  const add = file.prepare('insert into sqlite_sequence (name, seq) values (?, ?)')
  file.transaction(() => {
    for (const [name, last] of numbering) if (raise.run(last, name).changes === 0) add.run(name, last)
    file.exec('drop table copy_progress')
  })()
  file.pragma('optimize = 0x10002')
  file.pragma('wal_checkpoint(truncate)')
}
