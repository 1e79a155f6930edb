import type { Column, Row } from '../report.ts'

/**
 * RFC 4180: commas, CRLF, quotes where needed; UTF-8. Instants in ISO 8601. A text that a spreadsheet would take for a formula gets
 * an apostrophe before it (CWE-1236): clients choose some of these texts. Pure.
 */
export function writeCsv(columns: readonly Column[], rows: readonly Row[]): string {
  const header = columns.map(({ key }) => key).join(',')
  const lines = rows.map(row => columns.map(column => writeField(row[column.key] ?? null, column)).join(','))
  return [header, ...lines, ''].join('\r\n')
}

/** What tells programs that would guess otherwise (Excel) that a text is UTF-8. */
export const byteOrderMark = '\uFEFF'

function writeField(value: string | number | null, { kind }: Column): string {
  if (value === null) return ''
  if (typeof value === 'number') return kind === 'instant' ? new Date(value).toISOString() : String(value)
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
