import SqliteDriver from 'better-sqlite3'
import { connectExactly } from '../postgres-client.ts'
import type { PostgresTarget } from '../postgres-pool.ts'

/** Takes what is in the log of a SQLite file into the file, so that it can be moved alone. Nobody else may have it open. */
export function foldLog(path: string): void {
  const file = new SqliteDriver(path, { fileMustExist: true })
  try {
    file.pragma('wal_checkpoint(truncate)')
    // Readers find a file without a log; the next connection makes it one with a log again.
    file.pragma('journal_mode = delete')
  } finally {
    file.close()
  }
}

/** Runs statements that no query can be written for in one transaction, on PostgreSQL. */
export async function runStatements(target: PostgresTarget, statements: readonly string[]): Promise<void> {
  const client = await connectExactly(target)
  try {
    await client.query(['begin', ...statements, 'commit'].join('; '))
  } finally {
    await client.end()
  }
}
