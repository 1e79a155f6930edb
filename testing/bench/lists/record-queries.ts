import type { KyselyPlugin, QueryId, RootOperationNode } from 'kysely'
import type { Database } from '#shared/database'
import { startTestGateway, testAdminKey } from '../../gateway-harness.ts'
import type { Query } from './start-bare-server.ts'

/** The statements that the gateway itself makes for one path, as they reach the driver; its look at the key not among them. */
export async function recordQueries(database: Database, path: string): Promise<readonly Query[]> {
  const nodes: { readonly node: RootOperationNode; readonly queryId: QueryId }[] = []
  const recorder: KyselyPlugin = {
    transformQuery(query) {
      nodes.push(query)
      return query.node
    },
    transformResult: async ({ result }) => result,
  }
  const gateway = await startTestGateway({ database: { ...database, db: database.db.withPlugin(recorder) } })
  nodes.length = 0
  const response = await fetch(gateway.url + path, { headers: { authorization: `Bearer ${testAdminKey}` } })
  await response.text()
  const executor = database.db.getExecutor()
  const queries = nodes.map(({ node, queryId }) => executor.compileQuery(node, queryId))
  await gateway.close()
  return queries.filter(({ sql }) => /from "(leads|contacts)"/.test(sql))
}
