import type { DatabaseTarget } from '../../connect.ts'
import { openPostgresSnapshot } from './postgres-snapshot.ts'
import type { Snapshot } from './snapshot.ts'
import { openSqliteSnapshot } from './sqlite-snapshot.ts'

/**
 * Opens a database for reading only. On SQLite the file's log grows until it is closed; on PostgreSQL dead rows stay. Throws what
 * the driver throws when there is none.
 */
export async function openSnapshot(target: DatabaseTarget): Promise<Snapshot> {
  return target.engine === 'sqlite' ? openSqliteSnapshot(target.path) : openPostgresSnapshot(target)
}
