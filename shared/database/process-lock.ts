import { existsSync } from 'node:fs'
import pg from 'pg'
import type { DatabaseTarget, SqliteTarget } from './connect.ts'
import { lockFile } from './lock-file.ts'
import { applicationName, type PostgresTarget, sessionOptions } from './postgres-pool.ts'

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

/** Which of the locks `names` are held, by whichever process. Makes no file; what it takes to find out it lets go at once. */
export function findHeldLocks(target: DatabaseTarget, names: readonly string[]): Promise<readonly string[]> {
  return target.engine === 'sqlite' ? findHeldFiles(target, names) : findHeldSessions(target, names)
}

/**
 * How many connections a running platform has to the database. Workers on PostgreSQL take no lock, since there may be many, but they
 * ask for work each second. Always 0 on SQLite, where every service holds a lock.
 */
export async function countPlatformSessions(target: DatabaseTarget): Promise<number> {
  if (target.engine === 'sqlite') return 0
  return withSession(target, async client => {
    const { rows } = await client.query<{ count: string }>(
      'select count(*) as count from pg_stat_activity where datname = current_database() and application_name = $1',
      [applicationName],
    )
    return Number(rows[0]?.count ?? 0)
  })
}

async function lockFileOf(target: SqliteTarget, name: string): Promise<ProcessLock | null> {
  const lock = lockFile(lockPathOf(target, name), 0)
  return lock === null ? null : { lost: new AbortController().signal, release: async () => lock.release() }
}

async function findHeldFiles(target: SqliteTarget, names: readonly string[]): Promise<readonly string[]> {
  return names.filter(name => {
    const path = lockPathOf(target, name)
    if (!existsSync(path)) return false
    const lock = lockFile(path, 0)
    lock?.release()
    return lock === null
  })
}

function lockPathOf({ path }: SqliteTarget, name: string): string {
  return path === ':memory:' ? path : `${path}.${name}.lock`
}

// Without these a server notices only after hours that the holder's machine is gone. A holder that is merely cut off notices
// later than the server, but can do no harm meanwhile: it cannot reach the rows either.
export const noticeTheDead =
  'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3'

/** An advisory lock of a session of its own. */
async function lockSession(target: PostgresTarget, name: string): Promise<ProcessLock | null> {
  const lost = new AbortController()
  const client = new pg.Client({ ...sessionOptions(target, 'lock'), connectionTimeoutMillis: 10_000 })
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
    [lockKeyOf(name)],
  )
  return rows[0]?.taken === true
}

async function findHeldSessions(target: PostgresTarget, names: readonly string[]): Promise<readonly string[]> {
  return withSession(target, async client => {
    const { rows } = await client.query<{ key: string }>(findHeldKeys, [names.map(lockKeyOf)])
    return names.filter(name => rows.some(row => row.key === lockKeyOf(name)))
  })
}

async function withSession<Result>(
  target: PostgresTarget,
  ask: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const session = sessionOptions(target, 'lock')
  const client = new pg.Client({ ...session, connectionTimeoutMillis: 3_000, query_timeout: 3_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return await ask(client)
  } finally {
    await client.end()
  }
}

// PostgreSQL shows a 64-bit key as two halves of 32 bits, and marks it by objsubid 1.
const findHeldKeys = `
  select key from unnest($1::text[]) as key where exists (
    select from pg_locks where locktype = 'advisory' and objsubid = 1 and granted
      and database = (select oid from pg_database where datname = current_database())
      and ((classid::bigint << 32) | objid::bigint) = hashtextextended(key, 0)
  )`

export function lockKeyOf(name: string): string {
  return `telegram-ai-platform ${name}`
}
