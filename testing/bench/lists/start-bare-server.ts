import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import SqliteDriver from 'better-sqlite3'

export interface Query {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** The floor: node:http, the driver and JSON, nothing else. Each path answers with the rows of its query. */
export async function startBareServer(
  file: string,
  queries: ReadonlyMap<string, readonly Query[]>,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const database = new SqliteDriver(file, { readonly: true })
  const statements = new Map(
    [...queries].map(([path, list]) => [
      path,
      list.map(({ sql, parameters }) => ({ statement: database.prepare(sql), parameters })),
    ]),
  )
  const server = createServer((request, response) => {
    const items = (statements.get(request.url ?? '') ?? []).map(({ statement, parameters }) =>
      statement.all(...parameters),
    )
    const body = JSON.stringify({ items: items.at(-1), next_cursor: null })
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => {
          database.close()
          resolve()
        })
      }),
  }
}
