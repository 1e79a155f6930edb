import { existsSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import SqliteDriver from 'better-sqlite3'
import { keyOf, type Row, type Table } from '../table.ts'
import { createBatchSizer } from './batch-sizer.ts'
import type { Snapshot } from './snapshot.ts'
import { readSqliteCatalog, readSqliteMigrations, readSqliteNumbering } from './sqlite-catalog.ts'

// Read in one go while this process does nothing else: a few milliseconds.
const batchBytes = 256_000

export function openSqliteSnapshot(path: string): Snapshot {
  // A log beside the file belongs to a running platform; closing a writable handle could fold it into the file. Where there is
  // none, it is the read-only handle that would leave one behind.
  const file = new SqliteDriver(path, { readonly: existsSync(`${path}-wal`), fileMustExist: true, timeout: 5_000 })
  try {
    file.pragma('query_only = ON')
    // The first read of a transaction decides which state of the file it sees to its end.
    file.exec('begin')
    return {
      engine: 'sqlite',
      tables: readSqliteCatalog(file),
      migrations: readSqliteMigrations(file),
      numbering: readSqliteNumbering(file),
      countRows: async ({ name }) => file.prepare<[], number>(`select count(*) from "${name}"`).pluck().get() ?? 0,
      readRows: (table, after = null) => readRows(file, table, after),
      close: async () => void file.close(),
    }
  } catch (error) {
    file.close()
    throw error
  }
}

async function* readRows(file: SqliteDriver.Database, table: Table, after: Row | null): AsyncGenerator<readonly Row[]> {
  const columns = table.columns.map(({ name }) => `"${name}"`).join(', ')
  const key = table.key.map(name => `"${name}"`).join(', ')
  const marks = table.key.map(() => '?').join(', ')
  const page = (where: string) =>
    file.prepare<unknown[], Row>(`select ${columns} from "${table.name}" ${where} order by ${key} limit ?`)
  const [first, next] = [page(''), page(`where (${key}) > (${marks})`)].map(each => each.raw().safeIntegers())
  const sizer = createBatchSizer(batchBytes)
  let place = after
  for (;;) {
    const wanted = sizer.rows
    const rows = (place === null ? first?.all(wanted) : next?.all(...place, wanted)) ?? []
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    if (rows.length < wanted) return
    sizer.note(rows)
    place = keyOf(table, last)
    // Whoever else is served by this process has its turn.
    await setImmediate()
  }
}
