import type { LeadColumn, LeadField } from './lead-columns.ts'
import type { ListFault } from './listed-lead.ts'

/** A cell that holds something, with what its column says. */
export interface Cell {
  readonly column: LeadColumn
  readonly text: string
}

/** Reads the cells of one row, and gathers what is wrong with them. */
export interface RowReader {
  /** Those of columns that say `field`, in the order of the file. */
  cellsOf(field: LeadField): readonly Cell[]
  /** Those of columns of the playbook's slots. */
  slotCells(): readonly Cell[]
  /** What the cells of the fields say together; null when there are none. */
  join(fields: readonly LeadField[], form: { readonly separator: string; readonly limit: number }): string | null
  /** What `parse` makes of the field's first cell; null, and a fault, when it makes nothing of it. */
  parse<Value>(field: LeadField, parse: (text: string) => Value | null, allowed: string): Value | null
  complain(cell: Cell, allowed: string): void
  faults(): readonly ListFault[]
}

export function createRowReader(
  { number, cells }: { readonly number: number; readonly cells: readonly string[] },
  columns: readonly LeadColumn[],
): RowReader {
  const filled = columns
    .map(column => ({ column, text: cells[column.index] ?? '' }))
    .filter(({ text }) => !/^[-–—]*$/.test(text))
  const faults: ListFault[] = []
  const reader: RowReader = {
    cellsOf: field => filled.filter(({ column: { says } }) => says.kind === 'field' && says.field === field),
    slotCells: () => filled.filter(({ column: { says } }) => says.kind === 'slot'),
    join(fields, { separator, limit }) {
      const found = fields.flatMap(reader.cellsOf)
      const [first] = found
      if (first === undefined) return null
      const text = found.map(cell => cell.text).join(separator)
      if (text.length > limit) reader.complain(first, `at most ${limit} characters`)
      return text
    },
    parse(field, parse, allowed) {
      const [cell] = reader.cellsOf(field)
      if (cell === undefined) return null
      const value = parse(cell.text)
      if (value === null) reader.complain(cell, allowed)
      return value
    },
    complain: ({ column, text }, allowed) =>
      void faults.push({ row: number, column: column.title, found: text, allowed }),
    faults: () => faults,
  }
  return reader
}
