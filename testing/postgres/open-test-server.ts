import { connectDatabase, migrate } from '#shared/database'
import { createTestDatabase, type TestDatabase } from './create-test-database.ts'
import { startPostgres } from './start-postgres.ts'

/** The PostgreSQL of one test run. */
export interface OpenTestServer {
  /** Of a database whose user may create others. */
  readonly url: string
  /** A migrated database to which nobody is connected: copying it takes a tenth of the time of migrating anew. */
  readonly template: TestDatabase
  close(): Promise<void>
}

/** The same for a process that has it from another one. */
export type TestServer =
  | { readonly kind: 'ready'; readonly url: string; readonly templateUrl: string }
  | { readonly kind: 'missing'; readonly reason: string }

/** The server of TEST_DATABASE_URL where given, else one of our own. Throws where there is neither. */
export async function openTestServer(): Promise<OpenTestServer> {
  const given = process.env.TEST_DATABASE_URL ?? ''
  const server = given === '' ? await startPostgres() : { url: given, stop: () => Promise.resolve() }
  try {
    const template = await createTestDatabase(server.url)
    const database = connectDatabase(template)
    await migrate(database)
    await database.close()
    return {
      url: server.url,
      template,
      async close() {
        await template.drop()
        await server.stop()
      },
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

export function describeTestServer(opening: Promise<OpenTestServer>): Promise<TestServer> {
  return opening.then(
    ({ url, template }) => ({ kind: 'ready', url, templateUrl: template.url }),
    (error: unknown) => ({ kind: 'missing', reason: error instanceof Error ? error.message : String(error) }),
  )
}
