import type { Section } from '../../document.ts'
import { createSectionWriter } from './section-writer.ts'
import { tidyLine } from './tidy.ts'

/**
 * A sheet as people fill it in: perhaps a title above, a row of column headings, then rows, with lines between them that hold one
 * cell and head what follows («Ногти»). Those lines become headings under `headings`.
 */
export function readRows(rows: readonly (readonly string[])[], headings: readonly string[]): readonly Section[] {
  const tidy = rows.map(row => row.map(tidyLine)).filter(row => row.some(cell => cell !== ''))
  const writer = createSectionWriter()
  headings.forEach((heading, depth) => void writer.heading(depth + 1, heading))
  const headerAt = findHeader(tidy)
  const columns = tidy[headerAt] ?? []
  for (const title of tidy.slice(0, Math.max(0, headerAt))) writer.block({ kind: 'paragraph', text: joinCells(title) })
  let group: (readonly string[])[] = []
  for (const row of tidy.slice(headerAt + 1)) {
    if (!isGroupTitle(row, columns)) {
      group.push(row)
      continue
    }
    flush()
    writer.heading(headings.length + 1, joinCells(row))
  }
  flush()
  return writer.finish()

  function flush(): void {
    if (group.length > 0) writer.block({ kind: 'table', columns, rows: group })
    group = []
  }
}

/** The first row with several cells heads the columns, unless a cell of it is a number; -1 when no row does. */
function findHeader(rows: readonly (readonly string[])[]): number {
  const first = rows.findIndex(row => filled(row).length > 1)
  const cells = filled(rows[first] ?? [])
  return cells.length > 1 && cells.every(cell => /\p{L}/u.test(cell)) ? first : -1
}

function isGroupTitle(row: readonly string[], columns: readonly string[]): boolean {
  return filled(columns).length > 1 && filled(row).length === 1 && row[0] !== ''
}

function filled(row: readonly string[]): readonly string[] {
  return row.filter(cell => cell !== '')
}

function joinCells(row: readonly string[]): string {
  return filled(row).join('; ')
}
