import { AppError } from '#shared/utils'
import { createDigest, isSameDigest, type TableDigest } from './digest-table.ts'
import type { Snapshot } from './reading/snapshot.ts'
import { decodeRow, encodeRow } from './row-text.ts'
import { columnsOf, keyOf, type Table } from './table.ts'
import type { Loader, Place } from './writing/loader.ts'

export interface CopyWatch {
  /** Told after each batch: how many rows of a table this run has copied. */
  copied?(table: string, rows: number): void
}

const begin: Place = { key: null, isDone: false }

/** Copies every table from where it stands; a batch and its place are written together, so a killed copy goes on after it. */
export async function copyRows(
  source: Snapshot,
  loader: Loader,
  places: ReadonlyMap<string, Place>,
  watch: CopyWatch = {},
): Promise<void> {
  for (const table of source.tables) {
    const place = places.get(table.name) ?? begin
    if (!place.isDone) await copyTable(table, place, { source, loader, watch })
  }
}

interface Copying {
  readonly source: Snapshot
  readonly loader: Loader
  readonly watch: CopyWatch
}

async function copyTable(table: Table, from: Place, { source, loader, watch }: Copying): Promise<void> {
  const keyColumns = columnsOf(table, table.key)
  const after = from.key === null ? null : decodeRow(keyColumns, from.key)
  let key = from.key
  let copied = 0
  for await (const rows of source.readRows(table, after)) {
    const last = rows.at(-1)
    if (last === undefined) continue
    key = encodeRow(keyColumns, keyOf(table, last))
    await loader.write(table, rows, { key, isDone: false })
    copied += rows.length
    watch.copied?.(table.name, copied)
  }
  await loader.write(table, [], { key, isDone: true })
}

/** Reads all rows of a table and says what they come to. */
export async function digestTable(snapshot: Snapshot, table: Table): Promise<TableDigest> {
  const digest = createDigest(table)
  for await (const rows of snapshot.readRows(table)) digest.add(rows)
  return digest.value()
}

export type Digests = ReadonlyMap<string, TableDigest>

export async function digestAll(snapshot: Snapshot): Promise<Digests> {
  const digests = new Map<string, TableDigest>()
  for (const table of snapshot.tables) digests.set(table.name, await digestTable(snapshot, table))
  return digests
}

/** Names of the tables that do not hold the same. */
export function listDifferences(one: Digests, other: Digests): readonly string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter(name => !isSameDigest(one.get(name), other.get(name)))
}

/** Two schemas made by the same migrations have the same tables; anything else cannot be copied row by row. */
export function refuseOtherTables(source: readonly Table[], target: readonly Table[]): void {
  const describe = ({ name, columns, key }: Table): string => JSON.stringify([name, columns, key])
  const known = new Set(target.map(describe))
  const other = source.filter(table => !known.has(describe(table))).map(({ name }) => name)
  if (other.length === 0 && source.length === target.length) return
  const message = `the two databases do not have the same tables${other.length === 0 ? '' : ` (${other.join(', ')})`}: bring both up to date by this version`
  throw new AppError('database.schema_differs', message, { public: message })
}
