import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDriver from 'better-sqlite3'

export interface FileLock {
  release(): void
}

/**
 * Holds the file `path` (made when missing, never written) for this process; null when it is held elsewhere for longer than
 * `waitMs`, while which this process stands still. Node has no file locks; SQLite has, and the system frees them on kill -9.
 * The file stays behind: removing it would let one process lock the removed file and another the new one.
 */
export function lockFile(path: string, waitMs: number): FileLock | null {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const file = new SqliteDriver(path, { timeout: waitMs })
  try {
    file.exec('begin exclusive')
    return { release: () => void file.close() }
  } catch (error) {
    file.close()
    if (error instanceof SqliteDriver.SqliteError && error.code === 'SQLITE_BUSY') return null
    throw error
  }
}
