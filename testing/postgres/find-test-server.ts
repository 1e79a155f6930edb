import { inject } from 'vitest'
import { describeTestServer, openTestServer, type TestServer } from './open-test-server.ts'

let found: Promise<TestServer> | undefined

/** The PostgreSQL of this test run, which vitest's global set-up opens for whoever asks first. */
export function findTestServer(): Promise<TestServer> {
  found ??= askBroker()
  return found
}

async function askBroker(): Promise<TestServer> {
  const broker: string | undefined = inject('postgresBroker')
  // Without the global set-up (another vitest configuration) each test process has a server of its own.
  if (broker === undefined) return describeTestServer(openTestServer())
  const response = await fetch(broker)
  return (await response.json()) as TestServer
}
