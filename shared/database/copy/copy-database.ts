import { AppError } from '#shared/utils'
import type { DatabaseTarget } from '../connect.ts'
import { migrationNames } from '../migrate.ts'
import { type CopyWatch, copyRows, type Digests, digestAll, listDifferences, refuseOtherTables } from './copy-rows.ts'
import { openSnapshot } from './reading/open-snapshot.ts'
import type { Snapshot } from './reading/snapshot.ts'
import type { Loader, Place, TargetState } from './writing/loader.ts'
import { openLoader } from './writing/open-loader.ts'

export interface CopyOrder {
  readonly from: DatabaseTarget
  readonly to: DatabaseTarget
  /** Looks at both, and writes nothing. */
  readonly isDryRun?: boolean
  /** The source is in use: the copy shows one instant of it, and cannot be resumed, because a later instant is another. */
  readonly isOnline?: boolean
  readonly watch?: CopyWatch & { verifying?(): void }
}

export type CopyOutcome =
  | { readonly kind: 'would-copy'; readonly rows: ReadonlyMap<string, number>; readonly isResumed: boolean }
  /** Proved by reading both databases anew: every table has the same rows. */
  | { readonly kind: 'copied'; readonly tables: Digests; readonly isResumed: boolean }

/**
 * Copies all that the owner's data is, between two databases of either engine, in bounded memory. The target must be empty, or
 * hold the unfinished copy of the same source: then it goes on after the last row. Throws AppError with the cure in `public`:
 * `database.source_not_current`, `database.target_filled`, `database.other_copy`, `database.copy_differs` (`database.*`).
 */
export async function copyDatabase(order: CopyOrder): Promise<CopyOutcome> {
  const source = await openSnapshot(order.from)
  try {
    refuseOldSource(source)
    const loader = await openLoader(order.to)
    try {
      return await copy(order, source, loader)
    } finally {
      await loader.close()
    }
  } finally {
    await source.close()
  }
}

async function copy(order: CopyOrder, source: Snapshot, loader: Loader): Promise<CopyOutcome> {
  const name = describePlace(order.from)
  const places = acceptTarget(await loader.readState(), name, order.isOnline === true)
  const isResumed = places !== null
  if (order.isDryRun) return { kind: 'would-copy', rows: await countAll(source), isResumed }
  if (!isResumed) await loader.begin(order.isOnline ? onlineMark : name, source.migrations)
  refuseOtherTables(source.tables, await loader.readTables())
  await copyRows(source, loader, places ?? new Map<string, Place>(), order.watch)
  order.watch?.verifying?.()
  const tables = await verify(source, order.to)
  await loader.finish(source.tables, source.numbering)
  return { kind: 'copied', tables, isResumed }
}

const onlineMark = 'a database in use'

function refuseOldSource({ migrations }: Snapshot): void {
  const missing = migrationNames.filter(name => !migrations.includes(name))
  if (missing.length === 0 && migrations.length === migrationNames.length) return
  const message =
    missing.length === 0
      ? 'the source was made by a later version of the platform: copy it with that version'
      : 'the source was made by an earlier version of the platform: start this version on it once, stop it, and copy again'
  throw new AppError('database.source_not_current', message, { public: message })
}

/** Where to go on; null to begin. */
function acceptTarget(state: TargetState, source: string, isOnline: boolean): ReadonlyMap<string, Place> | null {
  if (state.kind === 'empty') return null
  if (state.kind === 'unfinished' && state.source === source && !isOnline) return state.places
  const message =
    state.kind === 'filled'
      ? `the target holds data already (${state.tables.slice(0, 5).join(', ')}): name an empty one`
      : `the target holds an unfinished copy of ${state.source}, which this one cannot continue: empty it or name another`
  throw new AppError(state.kind === 'filled' ? 'database.target_filled' : 'database.other_copy', message, {
    public: message,
  })
}

/** Both are read anew, by a way that has nothing of the copying in it but how a row is written down. */
async function verify(source: Snapshot, to: DatabaseTarget): Promise<Digests> {
  const target = await openSnapshot(to)
  try {
    const [expected, found] = await Promise.all([digestAll(source), digestAll(target)])
    const differing = listDifferences(expected, found)
    if (differing.length === 0) return found
    const message = `the copy differs from the source in ${differing.join(', ')}: the source has changed since the copy was begun, or the target was; empty the target and copy again`
    throw new AppError('database.copy_differs', message, { public: message })
  } finally {
    await target.close()
  }
}

async function countAll(source: Snapshot): Promise<ReadonlyMap<string, number>> {
  const rows = new Map<string, number>()
  for (const table of source.tables) rows.set(table.name, await source.countRows(table))
  return rows
}

/** How a copy remembers its source: without user and password. */
export function describePlace(target: DatabaseTarget): string {
  if (target.engine === 'sqlite') return target.path
  const { host, pathname } = new URL(target.url)
  return `postgres://${host}${pathname}`
}
