import type SqliteDriver from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

// Distinct texts a running platform has: some 200 queries, and bulk inserts of 1 to 100 rows. A statement holds about 5 kB.
const cachedStatements = 500

/**
 * Kysely on better-sqlite3, as its own SqliteDialect but for two things. Transactions begin IMMEDIATE: several processes share
 * the file, and a deferred transaction that reads first and writes later fails at once with SQLITE_BUSY instead of waiting its
 * turn. And a statement is prepared once, not at each execution: that takes a third off an insert and half
 * off a read by id.
 */
export function createSqliteDialect(database: SqliteDriver.Database): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => createDriver(database),
    createIntrospector: db => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

function createDriver(database: SqliteDriver.Database): Driver {
  const connection = createConnection(database)
  const run = async (_: DatabaseConnection, statement: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(statement))
  }
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: on => run(on, 'begin immediate'),
    commitTransaction: on => run(on, 'commit'),
    // SQLite ends the transaction itself when the disk is full; a second rollback would fail and hide why.
    rollbackTransaction: async on => (database.inTransaction ? run(on, 'rollback') : undefined),
    releaseConnection: async () => {},
    destroy: async () => void database.close(),
  }
}

function createConnection(database: SqliteDriver.Database): DatabaseConnection {
  const prepare = createStatementCache(database)
  return {
    executeQuery: async <Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> => {
      const statement = prepare(sql)
      // The query builder's types say what a row is; the driver cannot know.
      if (statement.reader) return { rows: statement.all(parameters) as Row[] }
      const { changes, lastInsertRowid } = statement.run(parameters)
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
    },
    async *streamQuery<Row>({ sql, parameters }: CompiledQuery): AsyncGenerator<QueryResult<Row>> {
      // Not from the cache: a statement that is being iterated refuses to run a second time.
      for (const row of database.prepare(sql).iterate(parameters)) yield { rows: [row as Row] }
    },
  }
}

/** The least recently used statement goes first: a Map iterates in the order of insertion. */
function createStatementCache(database: SqliteDriver.Database): (sql: string) => SqliteDriver.Statement {
  const statements = new Map<string, SqliteDriver.Statement>()
  return sql => {
    const statement = statements.get(sql) ?? database.prepare(sql)
    statements.delete(sql)
    statements.set(sql, statement)
    if (statements.size > cachedStatements) statements.delete(statements.keys().next().value ?? sql)
    return statement
  }
}
