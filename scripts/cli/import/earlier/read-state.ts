import { type DatabaseTarget, describePlace, inspectDatabase, openLoader, takenTables } from '#shared/database'

/** Whether an earlier file can be taken over into a database. */
export type ImportState =
  /** No row is in it, or it is not there yet. */
  | { readonly kind: 'empty' }
  /** The platform has run on it, but holds nobody yet. */
  | { readonly kind: 'set-up' }
  /** In the owner's words: why not, and what helps. */
  | { readonly kind: 'refused'; readonly reason: string }

/** Changes nothing. */
export async function readState(target: DatabaseTarget): Promise<ImportState> {
  const inspection = await inspectDatabase(target)
  const place = describePlace(target)
  if (inspection.kind === 'absent') return { kind: 'empty' }
  if (inspection.kind === 'unusable') return { kind: 'refused', reason: inspection.reason }
  if (inspection.kind === 'earlier') return { kind: 'refused', reason: describeEarlier(place) }
  const loader = await openLoader(target)
  try {
    const state = await loader.readState()
    if (state.kind !== 'filled') return { kind: 'empty' }
    const inTheWay = state.tables.filter(table => takenTables.includes(table))
    return inTheWay.length === 0 ? { kind: 'set-up' } : { kind: 'refused', reason: describeFilled(place, inTheWay) }
  } finally {
    await loader.close()
  }
}

function describeEarlier(place: string): string {
  return `${place} is itself a file of the earlier system: npm run cli -- migrate takes it over where it is.`
}

function describeFilled(place: string, tables: readonly string[]): string {
  return `${place} holds people already (${tables.slice(0, 5).join(', ')}), and two databases are not mixed: name a new one in DATABASE_DB_PATH or DATABASE_URL and import into that.`
}
