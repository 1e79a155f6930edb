import { splitLongText } from './split-long-text.ts'

// A row is one fact and is only cut when it is longer than anything a client would read.
const maxRowUnits = 2_000

/** A row as one line that is understood without its table: `Услуга: Стрижка; Цена: 2 500 ₽`. Empty cells are left out. */
export function writeRow(columns: readonly string[], row: readonly string[]): readonly string[] {
  const cells = row.flatMap((cell, index) => (cell === '' ? [] : [writeCell(columns[index] ?? '', cell)]))
  const line = cells.join('; ')
  return line === '' ? [] : splitLongText(line, maxRowUnits)
}

function writeCell(column: string, cell: string): string {
  return column === '' ? cell : `${column}: ${cell}`
}
