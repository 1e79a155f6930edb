import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { acquireProcessLock, connectDatabase, type Database, type DatabaseTarget, migrate } from '#shared/database'
import { describeEachTarget } from '../../../testing/databases.ts'
import { meetClients } from '../../../testing/meet-clients.ts'
import type { Command } from '../command.ts'
import { forgetCommand } from '../people/forget.ts'
import { backupCommand } from './backup.ts'
import { restoreCommand } from './restore.ts'

let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'backup-'))
  mkdirSync(join(home, 'playbooks/shop'), { recursive: true })
  mkdirSync(join(home, 'knowledge'))
  writeFileSync(join(home, 'playbooks/shop/offer.md'), 'the offer')
  writeFileSync(join(home, 'knowledge/prices.md'), 'the prices')
  writeFileSync(join(home, 'secret.key'), 'a key')
  vi.stubEnv('BACKUP_FOLDER', join(home, 'backups'))
  vi.stubEnv('RAG_KNOWLEDGE_BASE_PATH', join(home, 'knowledge'))
  vi.stubEnv('SECRETS_KEY_FILE', join(home, 'secret.key'))
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true, force: true })
})

async function run(command: Command, ...args: readonly string[]) {
  const said: string[] = []
  const surroundings = {
    packageFolder: home,
    commands: [],
    print: (text: string) => void said.push(text),
    complain: (text: string) => void said.push(text),
  }
  return { status: await command.run(args, surroundings), said: said.join('\n') }
}

async function backUp(...args: readonly string[]): Promise<string> {
  const { status, said } = await run(backupCommand, ...args)
  expect(said).toContain('Backed up')
  expect(status).toBe(0)
  return /: (\S+\.backup)/.exec(said)?.[1] ?? ''
}

async function using<Result>(target: DatabaseTarget, work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = connectDatabase(target)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

const listPeople = (target: DatabaseTarget) =>
  using(target, async ({ db }) => {
    const rows = await db.selectFrom('contacts').select('user_id').orderBy('user_id').execute()
    return rows.map(row => row.user_id)
  })

describeEachTarget('backup and restore', (createTarget, engine) => {
  async function open(): Promise<DatabaseTarget> {
    const target = await createTarget()
    vi.stubEnv(
      engine === 'sqlite' ? 'DATABASE_DB_PATH' : 'DATABASE_URL',
      target.engine === 'sqlite' ? target.path : target.url,
    )
    await using(target, async database => {
      await migrate(database)
      await meetClients(database, 3)
    })
    return target
  }

  it('brings back what was lost, forgets again who was forgotten, says nothing twice and keeps the rest aside', {
    timeout: 60_000,
  }, async () => {
    const target = await open()
    await using(target, ({ db }) => sql`update conversations set turn_due_at = 1`.execute(db))
    const path = await backUp()
    expect((await run(forgetCommand, '--telegram-id', '7000000000', '--yes')).status).toBe(0)
    await using(target, ({ db }) => sql`delete from contacts where user_id = 7000000002`.execute(db))
    await using(target, ({ db }) => sql`insert into user_context (user_id, updated_at) values (1, 1)`.execute(db))
    rmSync(join(home, 'knowledge'), { recursive: true })
    writeFileSync(join(home, 'playbooks/shop/offer.md'), 'a newer offer')

    const { said, status } = await run(restoreCommand, path)
    expect(said).toMatch(/Restored: \d+ rows .*\nWhat was there before is kept: .*\nForgotten again: 1 people/)
    expect(said).toContain('0 parts, 2 due answers')
    expect(said).toMatch(/Files: 1 were missing and are back, 0 are the same, 1 differ/)
    expect(status).toBe(0)
    expect(await listPeople(target)).toEqual([7_000_000_001, 7_000_000_002])
    await using(target, async database => {
      expect((await migrate(database)).applied).toEqual([])
      expect(await database.db.selectFrom('user_context').selectAll().execute()).toEqual([])
    })
    expect(readFileSync(join(home, 'knowledge/prices.md'), 'utf8')).toBe('the prices')
    expect(readFileSync(join(home, 'playbooks/shop/offer.md'), 'utf8')).toBe('a newer offer')
    const aside = /kept: (.*)\. Remove/.exec(said)?.[1] ?? ''
    const old: DatabaseTarget =
      target.engine === 'sqlite'
        ? { engine: 'sqlite', path: aside }
        : { ...target, schema: aside.replace('schema ', '') }
    expect(await listPeople(old)).toEqual([7_000_000_001])
  })

  it('is encrypted by the passphrase, then holds the key of the bots and the settings, and opens with no other', {
    timeout: 60_000,
  }, async () => {
    const target = await open()
    const settings = join(home, 'shop.yaml')
    writeFileSync(settings, 'logging: { level: error }\n')
    const dotenv = join(home, '.env')
    writeFileSync(dotenv, 'TELEGRAM_OWNER_ID=7\nBACKUP_PASSPHRASE=correct horse battery\n')
    vi.stubEnv('CONFIG_PATH', settings)
    vi.stubEnv('BACKUP_PASSPHRASE', 'correct horse battery')
    const path = await backUp('--encrypt')
    const bytes = readFileSync(path)
    expect(bytes.includes('prices')).toBe(false)
    rmSync(join(home, 'secret.key'))
    writeFileSync(settings, 'logging: { level: silent }\n')
    writeFileSync(dotenv, 'BACKUP_PASSPHRASE=of this machine\n')
    vi.stubEnv('BACKUP_PASSPHRASE', 'another horse battery')
    expect(await run(restoreCommand, path)).toMatchObject({ status: 1, said: expect.stringContaining('does not open') })
    vi.unstubAllEnvs()
    expect(await run(restoreCommand, '--check', path)).toMatchObject({
      status: 1,
      said: expect.stringContaining('BACKUP_PASSPHRASE'),
    })
    vi.stubEnv('BACKUP_PASSPHRASE', 'correct horse battery')
    expect(await run(restoreCommand, '--check', path)).toMatchObject({
      status: 0,
      said: expect.stringContaining('whole'),
    })
    vi.stubEnv(
      engine === 'sqlite' ? 'DATABASE_DB_PATH' : 'DATABASE_URL',
      target.engine === 'sqlite' ? target.path : target.url,
    )
    vi.stubEnv('SECRETS_KEY_FILE', join(home, 'secret.key'))
    vi.stubEnv('RAG_KNOWLEDGE_BASE_PATH', join(home, 'knowledge'))
    vi.stubEnv('CONFIG_PATH', settings)
    expect((await run(restoreCommand, path, '--replace-files')).status).toBe(0)
    expect(readFileSync(join(home, 'secret.key'), 'utf8')).toBe('a key')
    expect(readFileSync(settings, 'utf8')).toBe('logging: { level: error }\n')
    // The passphrase is in no backup, and a machine keeps the one it has.
    expect(readFileSync(dotenv, 'utf8')).toBe('BACKUP_PASSPHRASE=of this machine\nTELEGRAM_OWNER_ID=7\n')
  })

  it('leaves the database as it was when the backup is damaged, cut short, or no backup', {
    timeout: 60_000,
  }, async () => {
    const target = await open()
    const path = await backUp()
    await using(target, ({ db }) => sql`delete from contacts where user_id = 7000000002`.execute(db))
    const whole = readFileSync(path)
    const refused = async (bytes: Buffer) => {
      writeFileSync(path, bytes)
      const { status, said } = await run(restoreCommand, path)
      expect(said).toMatch(/damaged|not a backup/)
      expect(status).toBe(1)
      expect(await listPeople(target)).toEqual([7_000_000_000, 7_000_000_001])
    }
    await refused(whole.subarray(0, whole.length - 30))
    const flipped = Buffer.from(whole)
    flipped.writeUInt8(flipped.readUInt8(whole.length >> 1) ^ 1, whole.length >> 1)
    await refused(flipped)
    await refused(Buffer.from('hello'))
  })

  it('is refused while the platform runs', async () => {
    const target = await open()
    const path = await backUp()
    const lock = await acquireProcessLock(target, 'api-gateway')
    try {
      expect(await run(restoreCommand, path)).toMatchObject({
        status: 1,
        said: expect.stringContaining('stop it first'),
      })
    } finally {
      await lock?.release()
    }
    expect((await run(restoreCommand, path)).status).toBe(0)
  })

  it('are two files when they are made within one second', async () => {
    await open()
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const [first, second] = [await backUp(), await backUp()]
    expect(existsSync(first)).toBe(true)
    expect(second > first).toBe(true)
  })

  it('wait for their turn: one is made at a time, whoever asks', async () => {
    const target = await open()
    const lock = await acquireProcessLock(target, 'backup')
    onTestFinished(async () => await lock?.release())
    expect(await run(backupCommand)).toEqual({ status: 1, said: expect.stringContaining('Another backup') })
    expect(existsSync(join(home, 'backups'))).toBe(false)
  })

  it('brings everything back to a machine that has nothing, and forgets by the list beside the backups', {
    timeout: 60_000,
  }, async () => {
    await open()
    const path = await backUp()
    await run(forgetCommand, '--telegram-id', '7000000001', '--yes')
    await backUp('--to', join(home, 'backups'))
    const fresh = await createTarget()
    vi.stubEnv(
      engine === 'sqlite' ? 'DATABASE_DB_PATH' : 'DATABASE_URL',
      fresh.engine === 'sqlite' ? fresh.path : fresh.url,
    )
    expect(await run(restoreCommand, path)).toMatchObject({
      status: 0,
      said: expect.stringContaining('Forgotten again: 1'),
    })
    expect(await listPeople(fresh)).toEqual([7_000_000_000, 7_000_000_002])
  })
})

it.each([[[]], [['a', 'b']], [['a', '--yes']]])('restores nothing when it is written wrong (%j)', async args => {
  expect(await run(restoreCommand, ...args)).toMatchObject({ status: 2, said: expect.stringContaining('Write:') })
})

it('backs up no database that is not there, and makes none', async () => {
  vi.stubEnv('DATABASE_DB_PATH', join(home, 'none.db'))
  expect(await run(backupCommand)).toEqual({ status: 1, said: expect.stringContaining('nothing to back up') })
  expect([existsSync(join(home, 'none.db')), existsSync(join(home, 'backups'))]).toEqual([false, false])
})

it('encrypts nothing without a passphrase, and says so', async () => {
  expect(await run(backupCommand, '--encrypt')).toMatchObject({
    status: 2,
    said: expect.stringContaining('BACKUP_PASSPHRASE'),
  })
  expect(existsSync(join(home, 'backups'))).toBe(false)
})
