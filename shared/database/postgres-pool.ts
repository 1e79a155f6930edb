import pg from 'pg'

export interface PostgresTarget {
  readonly engine: 'postgres'
  /** `postgres://user:password@host:port/database` */
  readonly url: string
  /** Connections at most. */
  readonly poolSize: number
}

// How many statements a connection keeps parsed: some 200 queries of the platform, at about 20 kB in the server each.
const maxNames = 300
// A longer text is a bulk insert, and the number of its rows rarely comes again.
const maxNamedLength = 4_000

/**
 * Connections that are kept, with an end to every wait. `timeoutMs` bounds one statement; null for migrations, which may take as
 * long as they need.
 */
export function createPostgresPool(target: PostgresTarget, timeoutMs: number | null): pg.Pool {
  const pool = new pg.Pool({
    connectionString: target.url,
    max: target.poolSize,
    connectionTimeoutMillis: 10_000,
    // A peer that vanished without a word is noticed within minutes, not hours.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(timeoutMs === null ? {} : { statement_timeout: timeoutMs, query_timeout: timeoutMs + 5_000 }),
    types: { getTypeParser: chooseParser },
  })
  // An idle connection that the server closed is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  const nameOf = createNames()
  pool.on('connect', client => void Object.assign(client, { query: createNamedQuery(client, nameOf) }))
  return pool
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
