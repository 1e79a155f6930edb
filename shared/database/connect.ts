import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDriver from 'better-sqlite3'
import { type Dialect, Kysely, type LogEvent, PostgresDialect, sql, type Transaction } from 'kysely'
import type { Logger } from '#shared/utils'
import { createPostgresPool, type PostgresTarget } from './postgres-pool.ts'
import type { Tables } from './schema.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'

export type Engine = 'sqlite' | 'postgres'

/** Either the database or a transaction on it: what a query function takes. */
export type Db = Kysely<Tables>
/**
 * Inside a transaction. Await nothing but queries of this `tx` while holding one: on SQLite every other query waits, and one
 * that asks the database itself instead of `tx` waits for ever.
 */
export type Tx = Transaction<Tables>

export interface SqliteTarget {
  readonly engine: 'sqlite'
  /** A file, made with its folder when missing; or `:memory:`, which lives and dies with one connection. */
  readonly path: string
}

export type DatabaseTarget = SqliteTarget | PostgresTarget

export interface Database {
  readonly engine: Engine
  /** For reads, and for single statements that need no transaction. */
  readonly db: Db
  /**
   * All or nothing; durable when it resolves (SQLite: WAL with `synchronous=FULL`; PostgreSQL: as configured there). On SQLite
   * transactions run one after another, also those of other processes on the file.
   */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  /**
   * The same without waiting for the disk: what it committed survives the death of this process, and a power cut once a later
   * `transaction` or statement has become durable, because both engines write commits in order. For what may be done anew.
   */
  lazyTransaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

export interface ConnectOptions {
  /** Tells each statement's text and duration at debug, never its parameters. Null or absent: says nothing. */
  readonly echo?: Logger | null
  /** On PostgreSQL a statement may take, and wait, as long as it needs: for migrations. SQLite knows no such limit. */
  readonly isUnhurried?: boolean
}

/** Opens the database; creates the folder of a SQLite file. Does not migrate. PostgreSQL is first asked by the first query. */
export function connectDatabase(target: DatabaseTarget, options: ConnectOptions = {}): Database {
  const { echo = null, isUnhurried = false } = options
  const { dialect, lazily, close } = target.engine === 'sqlite' ? openSqlite(target) : openPostgres(target, isUnhurried)
  const db = new Kysely<Tables>({ dialect, ...(echo === null ? {} : { log: event => logStatement(echo, event) }) })
  return {
    engine: target.engine,
    db,
    transaction: work => db.transaction().execute(work),
    lazyTransaction: work => lazily(db, work),
    close: async () => {
      await db.destroy()
      await close()
    },
  }
}

interface Opened {
  readonly dialect: Dialect
  readonly lazily: <Result>(db: Db, work: (tx: Tx) => Promise<Result>) => Promise<Result>
  /** What the query builder leaves open when no query was ever made. */
  close(): Promise<void>
}

function openSqlite({ path }: SqliteTarget): Opened {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  // Waits 5 s for another process that is writing, then fails.
  const database = new SqliteDriver(path, { timeout: 5_000 })
  // FULL: an acknowledged update must survive a power cut, not only a crash (docs/decisions/0003-durability.md).
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON']) database.pragma(pragma)
  return {
    dialect: createSqliteDialect(database),
    // The level cannot change inside a transaction, and while one has the connection nobody else does.
    lazily: (db, work) =>
      db.connection().execute(async own => {
        database.pragma('synchronous = NORMAL')
        try {
          return await own.transaction().execute(work)
        } finally {
          database.pragma('synchronous = FULL')
        }
      }),
    close: async () => void database.close(),
  }
}

function openPostgres(target: PostgresTarget, isUnhurried: boolean): Opened {
  const pool = createPostgresPool(target, isUnhurried)
  return {
    dialect: new PostgresDialect({ pool }),
    lazily: (db, work) =>
      db.transaction().execute(async tx => {
        await sql`set local synchronous_commit to off`.execute(tx)
        return work(tx)
      }),
    close: async () => {},
  }
}

function logStatement(logger: Logger, event: LogEvent): void {
  const tookMs = Math.round(event.queryDurationMillis * 1_000) / 1_000
  logger.debug('database.statement', { sql: event.query.sql, tookMs, failed: event.level === 'error' })
}
