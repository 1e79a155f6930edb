import type { Column, ColumnKind, Row, Value } from './table.ts'

type JsonValue = string | number | null

/**
 * A row as one line of JSON that is the same from whichever engine it was read: what checksums are made of, what a backup holds
 * and where an interrupted copy remembers its place.
 */
export function encodeRow(columns: readonly Column[], row: Row): string {
  return JSON.stringify(columns.map(({ kind }, index) => encodeValue(kind, row[index] ?? null)))
}

/** Throws SyntaxError for what `encodeRow` did not write. */
export function decodeRow(columns: readonly Column[], line: string): Row {
  const values: unknown = JSON.parse(line)
  if (!Array.isArray(values) || values.length !== columns.length)
    throw new SyntaxError('a row of another table or a damaged one')
  return columns.map(({ kind }, index) => decodeValue(kind, values[index]))
}

/** PostgreSQL can store every character but this one, so it is not part of any text here. */
export function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text
}

function encodeValue(kind: ColumnKind, value: Value): JsonValue {
  if (value === null) return null
  if (kind === 'int') return isSafe(value) ? Number(value) : String(value)
  if (kind === 'real') return Number.isFinite(Number(value)) ? Number(value) : String(value)
  if (kind === 'blob') return Buffer.from(value as Uint8Array).toString('base64')
  return withoutNul(String(value))
}

function isSafe(value: Value): boolean {
  return Number.isSafeInteger(Number(value))
}

function decodeValue(kind: ColumnKind, value: unknown): Value {
  if (value === null) return null
  if (typeof value !== 'string' && typeof value !== 'number') throw new SyntaxError('a row holds what no column can')
  if (kind === 'int') return BigInt(value)
  if (kind === 'real') return Number(value)
  return kind === 'blob' ? Buffer.from(String(value), 'base64') : String(value)
}
