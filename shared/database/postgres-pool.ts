import pg from 'pg'

export interface PostgresTarget {
  readonly engine: 'postgres'
  /** `postgres://user:password@host:port/database` */
  readonly url: string
  /** Connections at most. */
  readonly poolSize: number
  /** The longest one statement may take; 30 s when it says nothing. */
  readonly statementTimeoutMs?: number
  /** The longest one statement may wait for what another transaction holds; 10 s when it says nothing. */
  readonly lockTimeoutMs?: number
  /** The schema that the tables are in, when it is not the one that the user of the url has by itself. */
  readonly schema?: string
}

/** By what name the server lists the connections of a running platform. */
export const applicationName = 'telegram-ai-platform'

const defaultStatementTimeoutMs = 30_000
const defaultLockTimeoutMs = 10_000

// How many statements a connection keeps parsed: some 200 queries of the platform, at about 20 kB in the server each.
const maxNames = 300
// A longer text is a bulk insert, and the number of its rows rarely comes again.
const maxNamedLength = 4_000

/**
 * Connections that are kept, with an end to every wait. With `isUnhurried` a statement may take, and wait, as long as it needs:
 * for migrations.
 */
export function createPostgresPool(target: PostgresTarget, isUnhurried = false): pg.Pool {
  const pool = new pg.Pool({
    ...sessionOptions(target),
    max: target.poolSize,
    connectionTimeoutMillis: 10_000,
    ...(isUnhurried ? {} : limitWaits(target)),
    types: { getTypeParser: chooseParser },
  })
  // An idle connection that the server closed is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  const nameOf = createNames()
  pool.on('connect', client => {
    // The pool listens to idle ones only. One that breaks between two statements of a transaction tells so at the next statement.
    client.on('error', () => {})
    Object.assign(client, { query: createNamedQuery(client, nameOf) })
  })
  return pool
}

/** What every connection to the database of `target` is opened with; `role` tells it from those of a running platform. */
export function sessionOptions({ url, schema }: PostgresTarget, role?: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: role === undefined ? applicationName : `${applicationName}-${role}`,
    // A peer that vanished without a word is noticed within minutes, not hours.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(schema === undefined ? {} : { options: `-c search_path=${schema}` }),
  }
}

/**
 * The server ends what takes or waits too long, and a transaction whose process stands still: its rows are wanted by others. Should
 * the server itself say nothing, this side gives up five seconds later.
 */
function limitWaits(target: PostgresTarget): pg.PoolConfig {
  const statementMs = target.statementTimeoutMs ?? defaultStatementTimeoutMs
  return {
    statement_timeout: statementMs,
    query_timeout: statementMs + 5_000,
    lock_timeout: target.lockTimeoutMs ?? defaultLockTimeoutMs,
    idle_in_transaction_session_timeout: 60_000,
  }
}

// int8 comes as text by default. Telegram's ids have at most 52 significant bits, ours are counters: a number holds them exactly.
// No column is numeric: that type only comes from sum(), avg() and round(), which SQLite answers with numbers.
function chooseParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC) return Number
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')
}

/** A name for each text, the same on every connection; undefined once there are too many. */
function createNames(): (text: string) => string | undefined {
  const names = new Map<string, string>()
  return text => {
    const known = names.get(text)
    if (known !== undefined || names.size >= maxNames || text.length > maxNamedLength) return known
    const name = `platform-${names.size}`
    names.set(text, name)
    return name
  }
}

type Query = (text: string, values?: readonly unknown[]) => Promise<pg.QueryResult>

/**
 * The client's `query` with a name for each statement that has parameters, so that PostgreSQL parses and plans it once a
 * connection. A page of ten messages takes a third of the time, an insert half.
 */
function createNamedQuery(client: pg.PoolClient, nameOf: (text: string) => string | undefined): Query {
  const query = client.query.bind(client)
  return (text, values = []) => {
    const name = values.length > 0 ? nameOf(text) : undefined
    return query(name === undefined ? { text, values: [...values] } : { text, values: [...values], name })
  }
}
