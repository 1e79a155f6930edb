import { CompiledQuery, type KyselyPlugin, type QueryId, type RootOperationNode, sql } from 'kysely'
import type { Database, Db } from '#shared/database'

/**
 * The plan of every statement that `work` makes, in order, as text. PostgreSQL is asked not to read whole tables: with the few rows
 * of a test it would, and the question is whether an index serves.
 */
export async function explainQueries(
  database: Database,
  work: (recorded: Database) => Promise<unknown>,
): Promise<readonly string[]> {
  const queries: { readonly node: RootOperationNode; readonly queryId: QueryId }[] = []
  const recorder: KyselyPlugin = {
    transformQuery(query) {
      queries.push(query)
      return query.node
    },
    transformResult: async ({ result }) => result,
  }
  await work({ ...database, db: database.db.withPlugin(recorder) })
  const executor = database.db.getExecutor()
  const compiled = queries.map(({ node, queryId }) => executor.compileQuery(node, queryId))
  return database.transaction(async tx => {
    if (database.engine === 'postgres') await sql`set local enable_seqscan = off`.execute(tx)
    const plans: string[] = []
    for (const query of compiled) plans.push(await explain(tx, query, database.engine === 'sqlite'))
    return plans
  })
}

async function explain(db: Db, query: CompiledQuery, isSqlite: boolean): Promise<string> {
  const words = isSqlite ? 'explain query plan' : 'explain'
  const { rows } = await db.executeQuery<Record<string, unknown>>(
    CompiledQuery.raw(`${words} ${query.sql}`, [...query.parameters]),
  )
  return rows.map(row => String(row[isSqlite ? 'detail' : 'QUERY PLAN'])).join('\n')
}
