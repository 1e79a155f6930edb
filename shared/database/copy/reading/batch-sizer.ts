import type { Row } from '../table.ts'

export interface BatchSizer {
  /** How many rows to read next. */
  readonly rows: number
  note(batch: readonly Row[]): void
}

const firstRows = 100
const mostRows = 2_000

/** Rows at a time, so that a batch weighs about `bytes` whether its rows are numbers or whole documents. */
export function createBatchSizer(bytes: number): BatchSizer {
  let rows = firstRows
  return {
    get rows() {
      return rows
    },
    note(batch) {
      const weight = batch.reduce((sum, row) => sum + weigh(row), 0) / Math.max(1, batch.length)
      // At most twice as many as before: the next rows may be heavier than these.
      rows = Math.max(1, Math.min(mostRows, rows * 2, Math.floor(bytes / Math.max(1, weight))))
    },
  }
}

function weigh(row: Row): number {
  return row.reduce<number>(
    (sum, value) => sum + 8 + (typeof value === 'string' || value instanceof Uint8Array ? value.length : 0),
    0,
  )
}
