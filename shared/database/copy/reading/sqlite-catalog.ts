import type SqliteDriver from 'better-sqlite3'
import { orderTables } from '../order-tables.ts'
import { type Column, type ColumnKind, innerTables, type Table } from '../table.ts'

/** The tables of a file, in an order in which they can be filled. Those that an index of words keeps for itself are not among them. */
export function readSqliteCatalog(file: SqliteDriver.Database): readonly Table[] {
  const names = file
    .prepare<[], string>(
      `select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite\\_%' escape '\\'`,
    )
    .pluck()
    .all()
  return orderTables(names.filter(name => !innerTables.includes(name)).map(name => readTable(file, name)))
}

/** Names of the migrations that made the schema; none for a file without one. */
export function readSqliteMigrations(file: SqliteDriver.Database): readonly string[] {
  const hasOne = file.prepare(`select 1 from sqlite_master where name = 'migrations'`).get() !== undefined
  return hasOne ? file.prepare<[], string>('select name from migrations order by name').pluck().all() : []
}

/** The last number that each table has given to a row, though the row may be gone. */
export function readSqliteNumbering(file: SqliteDriver.Database): ReadonlyMap<string, bigint> {
  const hasOne = file.prepare(`select 1 from sqlite_master where name = 'sqlite_sequence'`).get() !== undefined
  if (!hasOne) return new Map()
  return new Map(file.prepare<[], [string, bigint]>('select name, seq from sqlite_sequence').raw().safeIntegers().all())
}

interface ColumnInfo {
  readonly name: string
  readonly type: string
  /** The place in the primary key, from 1; 0 for others. */
  readonly pk: number
}

function readTable(file: SqliteDriver.Database, name: string): Table {
  const columns = file.prepare<[string], ColumnInfo>('select name, type, pk from pragma_table_info(?)').all(name)
  const references = file.prepare<[string], string>('select distinct "table" from pragma_foreign_key_list(?)').pluck()
  return {
    name,
    columns: columns.map(toColumn).sort((one, other) => (one.name < other.name ? -1 : 1)),
    key: columns
      .filter(({ pk }) => pk > 0)
      .sort((one, other) => one.pk - other.pk)
      .map(column => column.name),
    references: references.all(name).filter(other => other !== name),
  }
}

const kinds: Readonly<Record<string, ColumnKind>> = {
  INT: 'int',
  INTEGER: 'int',
  REAL: 'real',
  TEXT: 'text',
  BLOB: 'blob',
}

function toColumn({ name, type }: ColumnInfo): Column {
  const kind = kinds[type.toUpperCase()]
  if (kind === undefined) throw new TypeError(`a copy does not know the type ${type} of ${name}`)
  return { name, kind }
}
