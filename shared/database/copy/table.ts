/** A value as both engines hold it. Whole numbers are exact whatever their size, and reals stay reals. */
export type Value = bigint | number | string | Uint8Array | null

/** The values of a row, in the order of its table's columns. */
export type Row = readonly Value[]

export type ColumnKind = 'int' | 'real' | 'text' | 'blob'

export interface Column {
  readonly name: string
  readonly kind: ColumnKind
}

/** What a copy has to know of a table. Read from the database itself, so that a new migration needs no line here. */
export interface Table {
  readonly name: string
  /** In the order of their names: each engine, and each age of a database, has them in another. */
  readonly columns: readonly Column[]
  /** The columns of the primary key. */
  readonly key: readonly string[]
  /** Tables that must be filled before this one. */
  readonly references: readonly string[]
}

/** What of a SQLite table or a PostgreSQL schema is not the owner's data: the schema's age, a place in an index, a copy's own notes. */
export const innerTables: readonly string[] = ['migrations', 'search_position', 'copy_progress']

export function columnsOf(table: Table, names: readonly string[]): readonly Column[] {
  return names.flatMap(name => table.columns.filter(column => column.name === name))
}

/** The values of the primary key: where a copy stands after this row. */
export function keyOf(table: Table, row: Row): Row {
  return table.key.map(name => row[table.columns.findIndex(column => column.name === name)] ?? null)
}
