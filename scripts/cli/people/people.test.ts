import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { connectDatabase, type Database, migrate } from '#shared/database'
import { createTestFile } from '../../../testing/databases.ts'
import { meetClient } from '../../../testing/meet-clients.ts'
import type { Command } from '../command.ts'
import { exportCommand } from './export.ts'
import { forgetCommand } from './forget.ts'

let database: Database
let drop: () => Promise<void>

beforeEach(async () => {
  const target = await createTestFile()
  drop = () => target.drop()
  database = connectDatabase(target)
  await migrate(database)
  vi.stubEnv('DATABASE_DB_PATH', target.path)
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await database.close()
  await drop()
})

async function run(command: Command, ...args: readonly string[]) {
  const printed: string[] = []
  const complaints: string[] = []
  const surroundings = {
    packageFolder: '',
    commands: [],
    print: (text: string) => void printed.push(text),
    complain: (text: string) => void complaints.push(text),
  }
  const status = await command.run(args, surroundings)
  return { status, printed: printed.join('\n'), complaints: complaints.join('\n') }
}

it('exports a person as JSON, by either number, and forgets them', async () => {
  const client = await meetClient(database)
  const byTelegram = await run(exportCommand, '--telegram-id', '7000000000')
  expect(byTelegram.status).toBe(0)
  expect(JSON.parse(byTelegram.printed)).toMatchObject({ contacts: [{ id: client.contactId, user_id: 7_000_000_000 }] })
  const byContact = await run(exportCommand, '--contact', String(client.contactId))
  expect(JSON.parse(byContact.printed).leads).toHaveLength(1)
  const forgotten = await run(forgetCommand, '--telegram-id', '7000000000', '--yes')
  expect(forgotten).toMatchObject({ status: 0, printed: expect.stringContaining('in 1 conversations, 1 leads') })
  expect(await database.db.selectFrom('contacts').selectAll().execute()).toEqual([])
  expect((await database.db.selectFrom('audit_log').select('actor').executeTakeFirst())?.actor).toBe('cli')
})

it.each([exportCommand, forgetCommand])('says that nobody is known by a number', async command => {
  const args = ['--telegram-id', '4711', ...(command === forgetCommand ? ['--yes'] : [])]
  expect(await run(command, ...args)).toMatchObject({ status: 1, complaints: expect.stringContaining('Nobody') })
})

it.each([[[]], [['--contact', 'x', '--yes']], [['7000000000', '--yes']], [['--contact', '1']]])(
  'forgets nobody when it is written wrong (%j)',
  async args => {
    const client = await meetClient(database)
    expect(await run(forgetCommand, ...args)).toMatchObject({ status: 2, complaints: expect.stringContaining('--yes') })
    expect(await database.db.selectFrom('contacts').select('id').execute()).toEqual([{ id: client.contactId }])
  },
)
