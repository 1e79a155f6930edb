import type { Loader, Row, Table } from '#shared/database'

type Cell = string | number | null
export type Cells = Readonly<Record<string, Cell>>

/** Gathers rows by table and writes them in bulk, in an order in which they may refer to one another. */
export interface RowWriter {
  add(table: string, cells: Cells): void
  /** Writes what was gathered when it is enough for a batch, or when there is to be no more. */
  flush(isLast?: boolean): Promise<void>
}

const batchRows = 5_000

export function createRowWriter(loader: Loader, tables: readonly Table[]): RowWriter {
  const rows = new Map<string, Cells[]>(tables.map(({ name }) => [name, []]))
  let count = 0

  return {
    add(table, cells) {
      const gathered = rows.get(table)
      if (gathered === undefined) throw new TypeError(`there is no table ${table}`)
      gathered.push(cells)
      count += 1
    },
    async flush(isLast = false) {
      if (count < batchRows && !isLast) return
      for (const table of tables) {
        const gathered = rows.get(table.name)?.splice(0) ?? []
        if (gathered.length > 0) await write(loader, table, gathered)
      }
      count = 0
    },
  }
}

/** Only the columns that are given: the others keep what the schema says of them. */
async function write(loader: Loader, table: Table, gathered: readonly Cells[]): Promise<void> {
  const names = Object.keys(gathered[0] ?? {})
  const columns = names.flatMap(name => table.columns.filter(column => column.name === name))
  if (columns.length < names.length) throw new TypeError(`${table.name} lacks a column of ${names.join(', ')}`)
  const rows = gathered.map((cells): Row => columns.map(({ kind, name }) => toValue(kind, cells[name] ?? null)))
  await loader.write({ ...table, columns }, rows, { key: null, isDone: true })
}

function toValue(kind: string, cell: Cell): Row[number] {
  return kind === 'int' && cell !== null ? BigInt(cell) : cell
}
