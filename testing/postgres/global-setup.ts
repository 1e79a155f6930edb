import { once } from 'node:events'
import { createServer } from 'node:http'
import type { TestProject } from 'vitest/node'
import type { OpenTestServer } from './open-test-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test process asks for the PostgreSQL of this run. */
    readonly postgresBroker: string
  }
}

/**
 * vitest's global set-up: one PostgreSQL for the whole run, started when the first test file asks for it, so that a run without
 * database tests does not pay for it. Test files run in processes of their own, hence the asking by HTTP.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let opening: Promise<OpenTestServer> | undefined
  const broker = createServer(async (_, response) => {
    const { describeTestServer, openTestServer } = await import('./open-test-server.ts')
    opening ??= openTestServer()
    response.end(JSON.stringify(await describeTestServer(opening)))
  })
  broker.listen(0, '127.0.0.1')
  await once(broker, 'listening')
  const address = broker.address()
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port')
  project.provide('postgresBroker', `http://127.0.0.1:${address.port}`)

  return async () => {
    broker.close()
    // A start that failed was reported to those who asked.
    await opening?.then(server => server.close()).catch(() => {})
  }
}
