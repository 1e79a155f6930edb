import { inject } from 'vitest'
import { startPostgres } from './start-postgres.ts'

export type TestServer =
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'missing'; readonly reason: string }

let found: Promise<TestServer> | undefined

/** The PostgreSQL of this test run: TEST_DATABASE_URL where given, else the one that vitest's global set-up starts. */
export function findTestServer(): Promise<TestServer> {
  found ??= ask()
  return found
}

async function ask(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL
  if (given !== undefined && given !== '') return { kind: 'ready', url: given }
  try {
    return { kind: 'ready', url: await askBroker() }
  } catch (error) {
    return { kind: 'missing', reason: error instanceof Error ? error.message : String(error) }
  }
}

async function askBroker(): Promise<string> {
  const broker: string | undefined = inject('postgresBroker')
  // Without the global set-up (another vitest configuration) each test process has a server of its own.
  if (broker === undefined) return (await startPostgres()).url
  const response = await fetch(broker)
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return text
}
