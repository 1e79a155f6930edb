import { findColumns, type LeadColumn } from './lead-columns.ts'
import type { ListContext, ListedLead, ListFault } from './listed-lead.ts'
import { readLeadRow } from './read-lead-row.ts'

interface Row {
  readonly number: number
  readonly cells: readonly string[]
}

export type LeadList =
  | {
      readonly kind: 'list'
      readonly leads: readonly ListedLead[]
      /** Every fault of the list; a row with one is not among the leads. */
      readonly faults: readonly ListFault[]
      /** Titles of columns that nothing is kept of. */
      readonly unknownColumns: readonly string[]
    }
  /** No row names a column with people's names or contacts. */
  | { readonly kind: 'no-header' }

/** Reads a table of people: a row of titles, in any order and of either language, then a person a row. Pure. */
export function readLeadList(rows: readonly Row[], context: ListContext): LeadList {
  const headerAt = rows.slice(0, rowsBeforeHeader).findIndex(({ cells }) => isHeader(toColumns(cells, context)))
  const header = rows[headerAt]
  if (header === undefined) return { kind: 'no-header' }
  const columns = toColumns(header.cells, context)
  const known = columns.filter(column => typeof column !== 'string')
  const outcomes = rows.slice(headerAt + 1).map(row => readLeadRow(row, known, context))
  return {
    kind: 'list',
    leads: outcomes.flatMap(outcome => (outcome.kind === 'lead' ? [outcome.lead] : [])),
    faults: outcomes.flatMap(outcome => (outcome.kind === 'faults' ? outcome.faults : [])),
    unknownColumns: columns.filter(column => typeof column === 'string'),
  }
}

// A title and a date stand above the columns at most.
const rowsBeforeHeader = 10

function toColumns(titles: readonly string[], { playbook }: ListContext): readonly (LeadColumn | string)[] {
  return findColumns(titles, playbook.slots)
}

const telling: ReadonlySet<string> = new Set(['contact', 'email', 'name', 'phone', 'telegram', 'telegram_id'])

function isHeader(columns: readonly (LeadColumn | string)[]): boolean {
  return columns.some(
    column => typeof column !== 'string' && column.says.kind === 'field' && telling.has(column.says.field),
  )
}
