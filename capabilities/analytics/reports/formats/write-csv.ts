import type { Column, Row } from '../report.ts'

/**
 * RFC 4180: commas, CRLF, quotes where needed; UTF-8. Instants in ISO 8601. A text that a spreadsheet would take for a formula gets
 * an apostrophe before it (CWE-1236): clients choose some of these texts. Pure.
 */
export function writeCsv(columns: readonly Column[], rows: readonly Row[]): string {
  return writeCsvHeader(columns) + writeCsvRows(columns, rows)
}

/** The first line, with the names of the columns. */
export function writeCsvHeader(columns: readonly Pick<Column, 'key'>[]): string {
  return `${columns.map(({ key }) => writeText(key)).join(',')}\r\n`
}

/** The lines of some rows: a long table is written stretch by stretch. */
export function writeCsvRows(columns: readonly Pick<Column, 'key' | 'kind'>[], rows: readonly Row[]): string {
  return rows.map(row => `${columns.map(column => writeField(row[column.key] ?? null, column)).join(',')}\r\n`).join('')
}

/** What tells programs that would guess otherwise (Excel) that a text is UTF-8. */
export const byteOrderMark = '\uFEFF'

function writeField(value: string | number | null, { kind }: Pick<Column, 'kind'>): string {
  if (value === null) return ''
  if (typeof value === 'number') return kind === 'instant' ? new Date(value).toISOString() : String(value)
  return writeText(value)
}

function writeText(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
