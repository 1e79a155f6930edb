import { hash } from 'node:crypto'
import { encodeRow } from './row-text.ts'
import type { Row, Table } from './table.ts'

/** What proves that two tables hold the same rows, in whatever order. */
export interface TableDigest {
  readonly rows: number
  /** The sum of the rows' SHA-256, cut to 128 bits: unlike one hash over all, it needs no order that both engines agree on. */
  readonly checksum: string
}

export interface Digesting {
  add(rows: readonly Row[]): void
  addLine(line: string): void
  value(): TableDigest
}

export function createDigest(table: Table): Digesting {
  let rows = 0
  let high = 0n
  let low = 0n

  return {
    add(batch) {
      for (const row of batch) addLine(encodeRow(table.columns, row))
    },
    addLine,
    value: () => ({ rows, checksum: toHex(high) + toHex(low) }),
  }

  function addLine(line: string): void {
    const bytes = hash('sha256', line, 'buffer')
    const sum = low + bytes.readBigUInt64BE(8)
    low = BigInt.asUintN(64, sum)
    high = BigInt.asUintN(64, high + bytes.readBigUInt64BE(0) + (sum >> 64n))
    rows += 1
  }
}

export function isSameDigest(one: TableDigest | undefined, other: TableDigest | undefined): boolean {
  return one !== undefined && one.rows === other?.rows && one.checksum === other.checksum
}

function toHex(half: bigint): string {
  return half.toString(16).padStart(16, '0')
}
