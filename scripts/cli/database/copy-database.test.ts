import { existsSync } from 'node:fs'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { acquireProcessLock, connectDatabase, migrate } from '#shared/database'
import { createTestFile } from '../../../testing/databases.ts'
import { meetClients } from '../../../testing/meet-clients.ts'
import { createTestDatabase, findTestServer } from '../../../testing/postgres/index.ts'
import { copyDatabaseCommand } from './copy-database.ts'

let source: Awaited<ReturnType<typeof createTestFile>>
let target: Awaited<ReturnType<typeof createTestFile>>

beforeEach(async () => {
  source = await createTestFile()
  target = await createTestFile()
  vi.stubEnv('DATABASE_DB_PATH', source.path)
  const database = connectDatabase(source)
  await migrate(database)
  await meetClients(database, 3)
  await database.close()
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await source.drop()
  await target.drop()
})

async function run(...args: readonly string[]) {
  const said: string[] = []
  const say = (text: string) => void said.push(text)
  const status = await copyDatabaseCommand.run(args, { packageFolder: '', commands: [], print: say, complain: say })
  return { status, said: said.join('\n') }
}

const copy = (...more: readonly string[]) => run('--from', 'sqlite', '--to', target.path, ...more)

it('shows what it would copy, and makes nothing', async () => {
  const { status, said } = await copy('--dry-run')
  expect(said).toMatch(/contacts +3\n/)
  expect(said).toContain('Nothing was written.')
  expect(status).toBe(0)
  expect(existsSync(target.path)).toBe(false)
})

it('copies, says what it has proved, and copies nothing over it a second time', async () => {
  const { status, said } = await copy()
  expect(said).toMatch(/contacts +3 {2}[0-9a-f]{32}\n/)
  expect(said).toContain('Copied and proved')
  expect(status).toBe(0)
  expect(await copy()).toMatchObject({ status: 1, said: expect.stringContaining('holds data already') })
})

it('refuses while the platform runs on the source, unless it is told that a moment is enough', async () => {
  const lock = await acquireProcessLock(source, 'worker')
  onTestFinished(async () => lock?.release())
  expect(await copy()).toMatchObject({ status: 1, said: expect.stringContaining('--online') })
  expect(existsSync(target.path)).toBe(false)
  expect(await copy('--online')).toMatchObject({ status: 0, said: expect.stringContaining('was in use') })
})

it.each([
  [[], 'Write:'],
  [['--from', 'sqlite'], 'Write:'],
  [['--from', 'sqlite', '--to', 'postgres'], 'DATABASE_URL'],
  [['--from', 'sqlite', '--to', 'mysql://user:pass@host/x'], 'not a database'],
  [['--from', 'sqlite', '--to', 'sqlite'], 'onto itself'],
])('ends with status 2 and the cure when it is written wrong (%j)', async (args, cure) => {
  const { status, said } = await run(...args)
  expect(said).toContain(cure)
  expect(said).not.toContain('pass@')
  expect(status).toBe(2)
})

it('says in words that a source is not there, and that a server cannot be reached', async () => {
  const missing = await run('--from', `${source.path}.missing`, '--to', target.path)
  expect(missing).toMatchObject({ status: 1, said: expect.stringContaining('.missing') })
  const silent = await run('--from', 'sqlite', '--to', 'postgres://u:secret@127.0.0.1:1/x')
  expect(silent).toMatchObject({ status: 1, said: expect.stringContaining('cannot be reached') })
  expect(silent.said).not.toContain('secret')
})

it('is refused while a worker, which takes no lock on PostgreSQL, is connected', { timeout: 60_000 }, async () => {
  const server = await findTestServer()
  if (server.kind === 'missing') return
  const shop = await createTestDatabase(server.url)
  onTestFinished(() => shop.drop())
  const platform = connectDatabase(shop)
  await migrate(platform)
  expect(await run('--from', shop.url, '--to', target.path)).toMatchObject({
    status: 1,
    said: expect.stringContaining('connections of it'),
  })
  await platform.close()
  // The server lists a connection for a moment after it was closed.
  await expect
    .poll(async () => (await run('--from', shop.url, '--to', target.path)).status, { timeout: 30_000 })
    .toBe(0)
})
