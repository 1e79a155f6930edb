import { existsSync, statSync } from 'node:fs'
import SqliteDriver from 'better-sqlite3'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { AppError } from '#shared/utils'
import type { DatabaseTarget, Db, SqliteTarget } from './connect.ts'
import { holdsEarlierTables, isEarlierFile } from './earlier/file/is-earlier-file.ts'
import { explainFailure } from './explain-failure.ts'
import { listPendingMigrations } from './migrate.ts'
import { createPostgresPool, type PostgresTarget } from './postgres-pool.ts'
import type { Tables } from './schema.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'

/** What the next start would find. */
export type DatabaseInspection =
  /** No file yet, or an empty one: the start makes it. */
  | { readonly kind: 'absent' }
  /** A file of the earlier system: the start backs it up and takes it over. */
  | { readonly kind: 'earlier' }
  | {
      readonly kind: 'usable'
      /** `SQLite 3.50.2`, `PostgreSQL 16.4`. */
      readonly engine: string
      /** Names of the migrations that the start will run; empty when the schema is up to date. */
      readonly pending: readonly string[]
      /** Whether a SQLite file was read through for damage. False for one too large for that, and on PostgreSQL, which checks itself. */
      readonly isReadThrough: boolean
    }
  /**
   * `code` is that of the error with which a start would end (`database.corrupt`, `database.unreachable`, …), `reason` what it
   * would say: the place, without a password, and the cure.
   */
  | { readonly kind: 'unusable'; readonly code: string; readonly reason: string }

// Read at some 500 MB a second, during which this process stands still.
const largestReadThroughBytes = 1_000_000_000
const waitMs = 3_000

/** Looks at the database without migrating, importing or changing anything; safe beside a running platform. Never rejects. */
export async function inspectDatabase(target: DatabaseTarget): Promise<DatabaseInspection> {
  try {
    return target.engine === 'sqlite' ? await inspectFile(target) : await inspectServer(target)
  } catch (error) {
    const { code, message, public: words } = explainFailure(error, target)
    return { kind: 'unusable', code, reason: words ?? message }
  }
}

async function inspectFile({ path }: SqliteTarget): Promise<DatabaseInspection> {
  if (!existsSync(path) || statSync(path).size === 0) return { kind: 'absent' }
  const isOpenElsewhere = existsSync(`${path}-wal`)
  if (!isOpenElsewhere && isEarlierFile(path)) return { kind: 'earlier' }
  // A log beside the file belongs to a running platform or to one that was killed, and closing a writable handle could fold it
  // into the file. Where there is none, it is the read-only handle that would leave one behind.
  const file = new SqliteDriver(path, { readonly: isOpenElsewhere, fileMustExist: true, timeout: waitMs })
  const db = new Kysely<Tables>({ dialect: createSqliteDialect(file) })
  try {
    file.pragma('query_only = ON')
    // One whose log lies beside it was not asked above.
    if (holdsEarlierTables(file)) return { kind: 'earlier' }
    const isReadThrough = statSync(path).size <= largestReadThroughBytes
    if (isReadThrough) refuseDamage(file, path)
    return {
      kind: 'usable',
      engine: await readSqliteVersion(db),
      pending: await listPendingMigrations(db),
      isReadThrough,
    }
  } finally {
    await db.destroy()
    file.close()
  }
}

function refuseDamage(file: SqliteDriver.Database, path: string): void {
  if (file.pragma('quick_check(1)', { simple: true }) === 'ok') return
  throw new AppError('database.corrupt', `${path} is damaged`)
}

async function readSqliteVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ version: string }>`select sqlite_version() as version`.execute(db)
  return `SQLite ${rows[0]?.version}`
}

async function inspectServer(target: PostgresTarget): Promise<DatabaseInspection> {
  const pool = createPostgresPool({ ...target, poolSize: 1, statementTimeoutMs: waitMs })
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  try {
    const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db)
    // Debian writes `16.4 (Debian 16.4-1)`.
    const [version] = (rows[0]?.version ?? '').split(' ')
    return {
      kind: 'usable',
      engine: `PostgreSQL ${version}`,
      pending: await listPendingMigrations(db),
      isReadThrough: false,
    }
  } finally {
    await db.destroy()
  }
}
