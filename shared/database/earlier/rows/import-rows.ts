import type { Tx } from '../../connect.ts'
import type { EarlierSource } from '../file/source.ts'
import type { Report } from '../report.ts'

/** What every step of the import is given. */
export interface Import {
  readonly tx: Tx
  readonly source: EarlierSource
  readonly report: Report
  /** The instant of the import: what stands where the earlier file has no readable time. */
  readonly now: number
}

const rowsPerInsert = 200

/** Writes rows in the order given, some at a time; reads no further ahead than one insert needs. */
export async function importRows<Row>(
  rows: Iterable<Row>,
  insert: (batch: readonly Row[]) => Promise<unknown>,
): Promise<void> {
  let batch: Row[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length < rowsPerInsert) continue
    await insert(batch)
    batch = []
  }
  if (batch.length > 0) await insert(batch)
}
