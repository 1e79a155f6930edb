import pg from 'pg'
import type { DatabaseTarget, SqliteTarget } from './connect.ts'
import { lockFile } from './lock-file.ts'
import type { PostgresTarget } from './postgres-pool.ts'

export interface ProcessLock {
  /** Aborted when the lock is lost without `release` (PostgreSQL: the connection broke): stop what only the holder may do. */
  readonly lost: AbortSignal
  release(): Promise<void>
}

/**
 * Takes the lock `name` of this installation (a SQLite file, a PostgreSQL database) for this process; null when another
 * process, or this one, holds it. The operating system or the server frees it when the holder dies, even by kill -9.
 */
export function acquireProcessLock(target: DatabaseTarget, name: string): Promise<ProcessLock | null> {
  return target.engine === 'sqlite' ? lockFileOf(target, name) : lockSession(target, name)
}

async function lockFileOf({ path }: SqliteTarget, name: string): Promise<ProcessLock | null> {
  const lock = lockFile(path === ':memory:' ? path : `${path}.${name}.lock`, 0)
  return lock === null ? null : { lost: new AbortController().signal, release: async () => lock.release() }
}

// Without these a server notices only after hours that the holder's machine is gone. A holder that is merely cut off notices
// later than the server, but can do no harm meanwhile: it cannot reach the rows either.
const noticeTheDead = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3'

/** An advisory lock of a session of its own. */
async function lockSession({ url }: PostgresTarget, name: string): Promise<ProcessLock | null> {
  const lost = new AbortController()
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, keepAlive: true })
  client.on('error', () => lost.abort())
  await client.connect()
  client.on('end', () => lost.abort())
  const release = (): Promise<void> => client.removeAllListeners('end').end()
  try {
    await client.query(noticeTheDead)
    if (await tryLock(client, name)) return { lost: lost.signal, release }
  } catch (error) {
    await release()
    throw error
  }
  await release()
  return null
}

async function tryLock(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
    [`telegram-ai-platform ${name}`],
  )
  return rows[0]?.taken === true
}
