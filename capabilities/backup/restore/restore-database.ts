import type { Database, DatabaseTarget } from '#shared/database'
import {
  connectDatabase,
  type Digests,
  digestAll,
  listDifferences,
  migrate,
  openLoader,
  openSnapshot,
} from '#shared/database'
import { AppError, type Secret } from '#shared/utils'
import type { Contents } from '../format/marks.ts'
import { readBackup } from '../format/read-backup.ts'
import { openStage, type Stage } from './open-stage.ts'

export interface RestoreOrder {
  readonly path: string
  readonly passphrase: Secret | null
  readonly target: DatabaseTarget
  readonly nowMs: number
  /** What is to be done to the restored data before anybody sees it. */
  finish(database: Database): Promise<void>
}

export interface RestoredDatabase {
  readonly tables: Digests
  /** When the backup was made. */
  readonly madeAt: string
  /** Where the data lies that was there before; null when there was none. */
  readonly keptAside: string | null
}

/**
 * Puts a backup in the place of the database. It is loaded beside it, read again and compared with the backup's checksums, brought
 * up to date and finished; only then do the two change places, at once, and what was there is kept. Whatever fails before that
 * leaves the database as it was. Nobody else may use the database meanwhile.
 */
export async function restoreDatabase(order: RestoreOrder): Promise<RestoredDatabase> {
  const stage = await openStage(order.target, order.nowMs)
  try {
    const { tables, madeAt } = await load(order, stage.target)
    const database = connectDatabase(stage.target, { isUnhurried: true })
    try {
      await migrate(database)
      await order.finish(database)
    } finally {
      await database.close()
    }
    return { tables, madeAt, keptAside: await stage.swap() }
  } catch (error) {
    await stage.discard()
    throw error
  }
}

async function load(
  { path, passphrase }: RestoreOrder,
  target: Stage['target'],
): Promise<{ readonly tables: Digests; readonly madeAt: string }> {
  const loader = await openLoader(target)
  try {
    let contents: Contents | null = null
    let madeAt = ''
    const tables: Map<string, { rows: number; checksum: string }> = new Map()
    for await (const part of readBackup(path, passphrase)) {
      if (part.kind === 'contents') {
        contents = part.contents
        madeAt = part.header.createdAt
        await loader.begin(`a backup of ${madeAt}`, contents.migrations)
      }
      if (part.kind === 'rows') await loader.write(part.table, part.rows, { key: null, isDone: false })
      if (part.kind === 'table') tables.set(part.table.name, part.digest)
    }
    if (contents === null) throw new TypeError('a whole backup begins with its contents')
    await compare(target, tables)
    const numbering = new Map(Object.entries(contents.numbering).map(([name, last]) => [name, BigInt(last)]))
    await loader.finish(contents.tables, numbering)
    return { tables, madeAt }
  } finally {
    await loader.close()
  }
}

async function compare(target: DatabaseTarget, expected: Digests): Promise<void> {
  const snapshot = await openSnapshot(target)
  try {
    const differing = listDifferences(expected, await digestAll(snapshot))
    if (differing.length === 0) return
    const message = `the restored database differs from the backup in ${differing.join(', ')}; the old one is as it was`
    throw new AppError('backup.restore_differs', message, { public: message })
  } finally {
    await snapshot.close()
  }
}
