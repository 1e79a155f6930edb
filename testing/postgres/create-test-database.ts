import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { findTestServer } from './find-test-server.ts'

/** A target for `connectDatabase`, with an end. */
export interface TestDatabase {
  readonly engine: 'postgres'
  readonly url: string
  readonly poolSize: number
  /** Ends connections that are still open and removes the database. */
  drop(): Promise<void>
}

/**
 * A fresh database on the test run's PostgreSQL: empty, or a copy of `template`, to which nobody may be connected. Throws where
 * there is no PostgreSQL.
 */
export async function createTestDatabase(template?: TestDatabase): Promise<TestDatabase> {
  const server = await findTestServer()
  if (server.kind === 'missing') throw new Error(`no PostgreSQL for tests: ${server.reason}`)
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const source = template === undefined ? '' : ` template ${new URL(template.url).pathname.slice(1)}`
  await runOnce(server.url, `create database ${name}${source}`)
  return {
    engine: 'postgres',
    url: withDatabase(server.url, name),
    poolSize: 4,
    drop: () => runOnce(server.url, `drop database if exists ${name} with (force)`),
  }
}

async function runOnce(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
