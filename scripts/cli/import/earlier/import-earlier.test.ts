import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDriver from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createKey } from '#capabilities/access'
import { saveAccount } from '#capabilities/conversations'
import {
  acquireProcessLock,
  connectDatabase,
  type Database,
  type DatabaseTarget,
  inspectDatabase,
  migrate,
  openSnapshot,
  takenTables,
} from '#shared/database'
import { describeEachTarget } from '../../../../testing/databases.ts'
import { writeEarlierFile } from '../../../../testing/earlier-file.ts'
import { meetClients } from '../../../../testing/meet-clients.ts'
import { importCommand } from '../import.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'earlier-'))
  file = join(folder, 'sales.db')
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

async function run(...args: readonly string[]) {
  const said: string[] = []
  const say = (text: string) => void said.push(text)
  const status = await importCommand.run(args, { packageFolder: '', commands: [], print: say, complain: say })
  return { status, said: said.join('\n') }
}

async function using<Result>(target: DatabaseTarget, work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = connectDatabase(target)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

const readMessages = (target: DatabaseTarget) =>
  using(target, ({ db }) => db.selectFrom('messages').select(['id', 'content']).orderBy('id').execute())

describeEachTarget('importing a file of the earlier system', (createTarget, engine) => {
  async function configure(): Promise<DatabaseTarget> {
    const target = await createTarget()
    if (target.engine === 'sqlite') vi.stubEnv('DATABASE_DB_PATH', target.path)
    else vi.stubEnv('DATABASE_URL', target.url)
    return target
  }

  it.each([7, 15] as const)(
    'with %i tables fills an empty database, proved, and leaves the file as it was',
    async tables => {
      writeEarlierFile(file, tables, rows)
      const before = hash(file)
      const target = await configure()
      const { status, said } = await run(file)
      expect(said).toContain('Copied and proved')
      expect(said).toContain('1 conversations, 2 messages and 1 leads.')
      expect(status).toBe(0)
      expect(await readMessages(target)).toEqual([
        { id: 1, content: 'Привет' },
        { id: 2, content: 'Здравствуйте' },
      ])
      const leads = await using(target, ({ db }) => db.selectFrom('leads').select(['name', 'contact']).execute())
      expect(leads).toEqual([{ name: 'Anna', contact: 'anna@example.com' }])
      expect(hash(file)).toBe(before)
      expect(readdirSync(folder)).toEqual(['sales.db'])
      expect(await inspectDatabase(target)).toMatchObject({ kind: 'usable', pending: [] })
      // The next row of ours gets the next number, on either engine.
      await using(target, database => meetClients(database, 1))
    },
  )

  it('takes over also what a bot that was killed left in the log beside its file', async () => {
    const written = join(folder, 'running.db')
    writeEarlierFile(written, 7, rows)
    const bot = new SqliteDriver(written)
    bot.pragma('journal_mode = wal')
    bot.pragma('wal_autocheckpoint = 0')
    bot.exec(`insert into messages values (3, 1, 'user', 'Последнее', '2025-03-01 10:00:01')`)
    for (const companion of ['', '-wal']) copyFileSync(`${written}${companion}`, `${file}${companion}`)
    bot.close()
    const before = [hash(file), hash(`${file}-wal`)]
    const target = await configure()
    expect(await run(file)).toMatchObject({ status: 0, said: expect.stringContaining('3 messages') })
    expect((await readMessages(target)).at(-1)).toEqual({ id: 3, content: 'Последнее' })
    expect([hash(file), hash(`${file}-wal`)]).toEqual(before)
    expect(existsSync(`${file}-shm`)).toBe(false)
  })

  it('says with --dry-run what would come, and writes nothing', async () => {
    writeEarlierFile(file, 7, rows)
    const target = await configure()
    const { status, said } = await run(file, '--dry-run')
    expect(said).toContain(`Would take over ${file}`)
    expect(said).toContain('1 conversations, 2 messages and 1 leads.\nNothing was written.')
    expect(status).toBe(0)
    if (target.engine === 'sqlite') expect(existsSync(target.path)).toBe(false)
    else expect(await listTables(target)).toEqual([])
  })

  it('keeps what was set up where the platform has run, and puts that aside', { timeout: 180_000 }, async () => {
    writeEarlierFile(file, 15, rows)
    const target = await configure()
    await using(target, setUp)
    const { status, said } = await run(file)
    expect(said).toContain('What was set up is kept')
    expect(status).toBe(0)
    expect(await readMessages(target)).toHaveLength(2)
    const accounts = await using(target, ({ db }) =>
      db.selectFrom('accounts').select(['channel', 'external_id']).orderBy('id').execute(),
    )
    expect(accounts).toEqual([
      { channel: 'telegram', external_id: '42' },
      { channel: 'telegram', external_id: 'earlier' },
    ])
    expect(await using(target, ({ db }) => db.selectFrom('api_keys').select('name').execute())).toEqual([
      { name: 'crm' },
    ])
  })

  it('is refused where people are already, with the cure, and changes nothing', async () => {
    writeEarlierFile(file, 7, rows)
    const target = await configure()
    expect((await run(file)).status).toBe(0)
    const digest = await readMessages(target)
    for (const args of [[file], [file, '--dry-run']]) {
      const { status, said } = await run(...args)
      expect(said).toContain('holds people already (')
      expect(said).toContain('DATABASE_DB_PATH or DATABASE_URL')
      expect(status).toBe(1)
    }
    expect(await readMessages(target)).toEqual(digest)
  })

  it('is refused while the platform runs', async () => {
    writeEarlierFile(file, 7, rows)
    const target = await configure()
    await using(target, migrate)
    const lock = await acquireProcessLock(target, 'worker')
    expect(await run(file)).toMatchObject({ status: 1, said: expect.stringContaining('stop it first') })
    await lock?.release()
    expect(await readMessages(target)).toEqual([])
  })

  it('fills no table but those that must be empty before, and accounts', async () => {
    writeEarlierFile(file, 15, rows)
    const target = await configure()
    await run(file)
    expect((await listFilled(target)).filter(table => ![...takenTables, 'accounts'].includes(table))).toEqual([])
  })

  it('of a database of ours is refused with the right command', async () => {
    const target = await configure()
    await using({ engine: 'sqlite', path: file }, migrate)
    const { status, said } = await run(file)
    expect(said).toContain('npm run cli -- copy-database')
    expect(status).toBe(1)
    if (engine === 'sqlite') expect(target.engine === 'sqlite' && existsSync(target.path)).toBe(false)
  })
})

describe('import', () => {
  it.each([
    ['words.db', 'these words are no database', 'cannot be imported: what can is'],
    ['empty.db', '', 'cannot be imported: what can is'],
    ['broken.db', `SQLite format 3\0${'x'.repeat(5000)}`, 'it is damaged or no SQLite file'],
  ])('says in one line why %s is not taken', async (name, content, reason) => {
    vi.stubEnv('DATABASE_DB_PATH', join(folder, 'new.db'))
    writeFileSync(join(folder, name), content)
    const { status, said } = await run(join(folder, name), '--dry-run')
    expect(said.split('\n').at(-1)).toContain(reason)
    expect(status).toBe(1)
  })

  it('says that there is no such file', async () => {
    expect(await run(join(folder, 'no.db'))).toMatchObject({
      status: 1,
      said: `There is no file ${join(folder, 'no.db')}.`,
    })
  })

  it.each([[[]], [['a.db', 'b.db']], [['a.db', '--now']]])('is written wrong (%j)', async args => {
    expect(await run(...args)).toMatchObject({
      status: 2,
      said: expect.stringContaining('Write: npm run cli -- import'),
    })
  })

  it('sends a file that is the database of the settings to migrate', async () => {
    writeEarlierFile(file, 7, rows)
    vi.stubEnv('DATABASE_DB_PATH', file)
    expect(await run(file)).toMatchObject({ status: 1, said: expect.stringContaining('npm run cli -- migrate') })
  })
})

/** A bot and a key, as after a first start. */
async function setUp(database: Database): Promise<void> {
  await migrate(database)
  await database.transaction(async tx => {
    const nobody = { username: null, displayName: null }
    await saveAccount(tx, { channel: 'telegram', externalId: '42', ...nobody }, 1000)
    await createKey(tx, { name: 'crm', role: 'viewer', expiresAt: null, actor: 'cli' }, 1000)
  })
}

const at = '2025-03-01 10:00:00.000000'
const rows = {
  conversations: [{ id: 1, user_id: 7_000_000_001, username: 'anna', created_at: at, updated_at: null }],
  messages: [
    { id: 1, conversation_id: 1, role: 'user', content: 'Привет', timestamp: at },
    { id: 2, conversation_id: 1, role: 'assistant', content: 'Здравствуйте', timestamp: at },
  ],
  user_context: [
    {
      id: 1,
      user_id: 7_000_000_001,
      context_data: JSON.stringify({
        name: 'Anna',
        contact: 'anna@example.com',
        lead_saved_at: '2025-03-01T10:00:00',
        lead_status: 'active',
        consents: { pdpa_profile: { granted: true, timestamp: '2025-03-01T10:00:00' } },
      }),
      updated_at: at,
    },
  ],
}

function hash(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

async function listTables(target: DatabaseTarget): Promise<readonly string[]> {
  const snapshot = await openSnapshot(target)
  return snapshot.close().then(() => snapshot.tables.map(({ name }) => name))
}

async function listFilled(target: DatabaseTarget): Promise<readonly string[]> {
  const snapshot = await openSnapshot(target)
  const filled: string[] = []
  for (const table of snapshot.tables) if ((await snapshot.countRows(table)) > 0) filled.push(table.name)
  await snapshot.close()
  return filled
}
