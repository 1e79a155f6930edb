import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { acquireProcessLock, connectDatabase, migrate } from '#shared/database'
import { createFakeClock, silentLogger } from '#shared/utils'
import { createTestFile } from '../../../../testing/databases.ts'
import { startTestGateway } from '../../../../testing/gateway-harness.ts'
import { createBackups } from '../../../parts/backups/create-backups.ts'
import { readSettings } from '../../../settings.ts'

async function open(env: Readonly<Record<string, string>> = {}) {
  const home = mkdtempSync(join(tmpdir(), 'backups-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const target = await createTestFile()
  onTestFinished(target.drop)
  const database = connectDatabase(target)
  onTestFinished(() => database.close())
  await migrate(database)
  const folder = join(home, 'backups')
  const places = { DATABASE_DB_PATH: target.path, BACKUP_FOLDER: folder, RAG_KNOWLEDGE_BASE_PATH: join(home, 'none') }
  const read = readSettings({ directory: home, env: { ...places, ...env } })
  if (read.kind === 'invalid') throw new Error(JSON.stringify(read.faults))
  const rooms = { clock: createFakeClock(), database, logger: silentLogger, target }
  const backups = createBackups({ ...rooms, playbooksFolder: join(home, 'none'), settings: read.values })
  const test = await startTestGateway({ database, backups })
  onTestFinished(() => test.close())
  const headers = await test.keyOf('admin')
  const ask = async (method: string, path = '/system/backups') => {
    const response = await fetch(`${test.url}/api/v1${path}`, { method, headers })
    return { status: response.status, body: await response.json() }
  }
  return { ask, folder, target, test }
}

const name = 'platform-2026-01-14T09-00-00Z.backup'

it('lists none before the first, makes one at a word, and says so in the audit log', async () => {
  const { ask, folder } = await open({ BACKUP_EVERY_HOURS: '24' })
  expect(await ask('GET')).toEqual({ status: 200, body: { folder, encrypted: false, every_hours: 24, items: [] } })
  const made = await ask('POST')
  expect(made).toMatchObject({ status: 201, body: { name, bytes: expect.any(Number), removed: 0 } })
  expect(readdirSync(folder)).toEqual([name])
  const { bytes } = made.body as { bytes: number }
  expect(await ask('GET')).toMatchObject({ body: { items: [{ name, made_at: '2026-01-14T09:00:00.000Z', bytes }] } })
  expect(await ask('GET', '/audit?action=backup.make')).toMatchObject({ body: { items: [{ after: { name, bytes } }] } })
})

it('makes no second one beside one that is being made', async () => {
  const { ask, target } = await open()
  const lock = await acquireProcessLock(target, 'backup')
  expect(await ask('POST')).toMatchObject({ status: 409, body: { code: 'backup.busy' } })
  await lock?.release()
  expect(await ask('POST')).toMatchObject({ status: 201 })
})

it('says why it cannot be written, and how to cure it', async () => {
  const { ask, folder } = await open()
  // A file where the folder should be: nothing can be written below it, whoever runs this.
  writeFileSync(folder, '')
  for (const method of ['GET', 'POST']) {
    const refused = await ask(method)
    expect(refused).toMatchObject({ status: 409, body: { code: 'backup.failed' } })
    expect(JSON.stringify(refused.body)).toContain('backup.folder')
  }
})

it('is for administrators only', async () => {
  const { test } = await open()
  const headers = await test.keyOf('operator')
  for (const method of ['GET', 'POST'])
    expect(await fetch(`${test.url}/api/v1/system/backups`, { method, headers })).toMatchObject({ status: 403 })
})
