import type { Engine } from '../../connect.ts'
import type { Row, Table } from '../table.ts'

/** A database as it was at one instant, whatever is written to it meanwhile. */
export interface Snapshot {
  readonly engine: Engine
  /** In an order in which they can be filled. */
  readonly tables: readonly Table[]
  /** Names of the migrations that made the schema, in their order. */
  readonly migrations: readonly string[]
  /** The last number that each table has given to a row. */
  readonly numbering: ReadonlyMap<string, bigint>
  countRows(table: Table): Promise<number>
  /** Rows in the order of the primary key, beginning after `after`, a batch at a time, of which one is in memory. */
  readRows(table: Table, after?: Row | null): AsyncIterable<readonly Row[]>
  close(): Promise<void>
}
