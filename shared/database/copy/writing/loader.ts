import type { Row, Table } from '../table.ts'

/** What a target holds before anything is written to it. */
export type TargetState =
  | { readonly kind: 'empty' }
  /** A copy was begun here and has not ended. */
  | { readonly kind: 'unfinished'; readonly source: string; readonly places: ReadonlyMap<string, Place> }
  /** Rows of somebody: not to be touched. */
  | { readonly kind: 'filled'; readonly tables: readonly string[] }

/** How far a table has been filled. */
export interface Place {
  /** The key of the last row, as `encodeRow` writes it; null before the first. */
  readonly key: string | null
  readonly isDone: boolean
}

/** Fills a database, table by table. Nobody else may use it meanwhile: it lacks what it will have at the end. */
export interface Loader {
  readState(): Promise<TargetState>
  /** Makes the schema as `migrations` made that of the source, and notes that a copy of `source` is under way. */
  begin(source: string, migrations: readonly string[]): Promise<void>
  /** The tables that `begin` made, to be compared with those of the source. */
  readTables(): Promise<readonly Table[]>
  /** Adds rows and the place after them, both or neither. */
  write(table: Table, rows: readonly Row[], place: Place): Promise<void>
  /** Continues the numbering of rows where the source has it, and takes away what was noted of the copy. Safe to repeat. */
  finish(tables: readonly Table[], numbering: ReadonlyMap<string, bigint>): Promise<void>
  close(): Promise<void>
}

/** Both engines read this. The row named '' says of what the copy is. */
export const progressTable = `create table copy_progress (
  name text primary key not null, place text, is_done integer not null default 0 check (is_done in (0, 1))
)`

export interface ProgressRow {
  readonly name: string
  readonly place: string | null
  readonly is_done: number | bigint
}

export function toState(rows: readonly ProgressRow[]): TargetState {
  const source = rows.find(({ name }) => name === '')?.place ?? ''
  const places = rows.map(({ name, place, is_done }) => [name, { key: place, isDone: Number(is_done) === 1 }] as const)
  return { kind: 'unfinished', source, places: new Map(places.filter(([name]) => name !== '')) }
}
