import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDriver from 'better-sqlite3'
import { Kysely, PostgresDialect, SqliteDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Tables } from './schema.ts'

export type Engine = 'sqlite' | 'postgres'

/** Either the database or a transaction on it: what a query function takes. */
export type Db = Kysely<Tables>
/** Inside a transaction. Never await anything but queries while holding one: on SQLite every other query waits. */
export type Tx = Transaction<Tables>

export type DatabaseTarget =
  | { readonly engine: 'sqlite'; readonly path: string }
  | { readonly engine: 'postgres'; readonly url: string; readonly poolSize: number }

export interface Database {
  readonly engine: Engine
  /** For reads, and for single statements that need no transaction. */
  readonly db: Db
  /** All or nothing; durable when it resolves (SQLite: WAL with `synchronous=FULL`; PostgreSQL: as configured there). */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** Opens the database; creates the folder of a SQLite file. Does not migrate. */
export function connectDatabase(target: DatabaseTarget): Database {
  const db = new Kysely<Tables>({
    dialect: target.engine === 'sqlite' ? openSqlite(target.path) : openPostgres(target),
  })
  return {
    engine: target.engine,
    db,
    transaction: work => db.transaction().execute(work),
    close: () => db.destroy(),
  }
}

function openSqlite(path: string): SqliteDialect {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const database = new SqliteDriver(path)
  // FULL: an acknowledged update must survive a power cut, not only a crash (docs/decisions/0003-durability.md).
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'busy_timeout = 5000']) {
    database.pragma(pragma)
  }
  return new SqliteDialect({ database })
}

function openPostgres(target: { readonly url: string; readonly poolSize: number }): PostgresDialect {
  const pool = new pg.Pool({
    connectionString: target.url,
    max: target.poolSize,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    types: { getTypeParser: parseBigintAsNumber },
  })
  // An idle connection that the server closed is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  return new PostgresDialect({ pool })
}

// int8 comes as text by default. Telegram's ids have at most 52 significant bits, ours are counters: a number holds them exactly.
function parseBigintAsNumber(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === pg.types.builtins.INT8) return Number
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')
}
