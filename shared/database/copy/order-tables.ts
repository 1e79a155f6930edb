import type { Table } from './table.ts'

/** Tables with those they refer to before them. Throws TypeError when two refer to each other: no order could fill them. */
export function orderTables(tables: readonly Table[]): readonly Table[] {
  const ordered: Table[] = []
  let waiting = [...tables].sort((one, other) => (one.name < other.name ? -1 : 1))
  while (waiting.length > 0) {
    const ready = waiting.filter(
      table => !waiting.some(other => other !== table && table.references.includes(other.name)),
    )
    if (ready.length === 0)
      throw new TypeError(`tables refer to each other: ${waiting.map(({ name }) => name).join(', ')}`)
    ordered.push(...ready)
    waiting = waiting.filter(table => !ready.includes(table))
  }
  return ordered
}
