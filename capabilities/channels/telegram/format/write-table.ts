import type { Tokens } from 'marked'
import { displayWidth } from './display-width.ts'
import type { FormattedText } from './formatted-text.ts'
import { createTextWriter, type TextWriter } from './text-writer.ts'
import { writeInline } from './write-inline.ts'

/** What the narrowest phone shows of a line of code without wrapping it. */
const maxColumns = 38
const separator = ' | '

/** Lays a table out: as columns where a phone can show them, otherwise as a list of records, which also keeps links alive. */
export function writeTable(writer: TextWriter, table: Tokens.Table): void {
  const rows = [table.header, ...table.rows].map(row => row.map(renderCell))
  const widths = table.header.map((_, column) => Math.max(1, ...rows.map(row => displayWidth(row[column]?.text ?? ''))))
  const width = widths.reduce((sum, each) => sum + each, separator.length * (widths.length - 1))
  if (hasSurplusCells(table)) writeCode(writer, table.raw.trimEnd())
  else if (width > maxColumns || rows.some(hasLink)) writeRecords(writer, table)
  else writeCode(writer, layOut(rows, { widths, align: table.align }))
}

function writeCode(writer: TextWriter, text: string): void {
  writer.mark({ type: 'pre' }, () => writer.writeVerbatim(text))
}

/** The parser drops the cells that a row has more than the header; such a table is shown as it was written. */
export function hasSurplusCells({ raw, header }: Tokens.Table): boolean {
  return raw.split('\n').some(line => countCells(line) > header.length)
}

function countCells(line: string): number {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).length
}

function renderCell({ tokens }: Tokens.TableCell): FormattedText {
  const writer = createTextWriter()
  writeInline(writer, tokens)
  return writer.finish()
}

function hasLink(row: readonly FormattedText[]): boolean {
  return row.some(cell => cell.entities.some(({ type }) => type === 'text_link'))
}

interface Columns {
  readonly widths: readonly number[]
  readonly align: Tokens.Table['align']
}

function layOut(rows: readonly (readonly FormattedText[])[], columns: Columns): string {
  const [header = [], ...body] = rows.map(row => row.map((cell, column) => pad(cell.text, columns, column)))
  const line = columns.widths.map(width => '-'.repeat(width))
  return [header, line, ...body].map(cells => cells.join(separator).trimEnd()).join('\n')
}

function pad(text: string, { widths, align }: Columns, column: number): string {
  const room = (widths[column] ?? 0) - displayWidth(text)
  if (align[column] === 'right') return ' '.repeat(room) + text
  const left = align[column] === 'center' ? Math.floor(room / 2) : 0
  return ' '.repeat(left) + text + ' '.repeat(room - left)
}

/** One paragraph a row, a line for every cell with its heading, the first in bold. */
function writeRecords(writer: TextWriter, table: Tokens.Table): void {
  // A header alone is a table whose rows are still being streamed.
  const rows = table.rows.length > 0 ? table.rows : [table.header.map(cell => ({ ...cell, tokens: [] }))]
  for (const row of rows) {
    row.forEach((cell, column) => {
      const write = (): void => writeCell(writer, table.header[column], cell)
      writer.breakLine(column === 0 ? 2 : 1)
      if (column === 0) writer.mark({ type: 'bold' }, write)
      else write()
    })
  }
}

function writeCell(writer: TextWriter, heading: Tokens.TableCell | undefined, cell: Tokens.TableCell): void {
  const label = heading?.tokens ?? []
  writeInline(writer, label)
  if (label.length > 0 && cell.tokens.length > 0) writer.write(': ')
  writeInline(writer, cell.tokens)
}
