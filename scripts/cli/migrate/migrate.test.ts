import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import SqliteDriver from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  acquireProcessLock,
  connectDatabase,
  type DatabaseTarget,
  inspectDatabase,
  migrationNames,
} from '#shared/database'
import { migrateTo } from '../../../shared/database/migrate.ts'
import { createTestFile, describeEachTarget } from '../../../testing/databases.ts'
import { writeEarlierFile } from '../../../testing/earlier-file.ts'
import { migrateCommand } from './migrate.ts'

const present = migrationNames.at(-1) ?? ''
const older = migrationNames.slice(0, -2)

afterEach(() => void vi.unstubAllEnvs())

async function run(...args: readonly string[]) {
  const said: string[] = []
  const say = (text: string) => void said.push(text)
  const status = await migrateCommand.run(args, { packageFolder: '', commands: [], print: say, complain: say })
  return { status, said: said.join('\n') }
}

function configure(target: DatabaseTarget): void {
  if (target.engine === 'sqlite') vi.stubEnv('DATABASE_DB_PATH', target.path)
  else vi.stubEnv('DATABASE_URL', target.url)
}

async function change(target: DatabaseTarget, ...statements: readonly string[]): Promise<void> {
  const database = connectDatabase(target)
  for (const statement of statements) await sql.raw(statement).execute(database.db)
  await database.close()
}

/** As the version before the last two migrations left it. */
async function makeOlder(target: DatabaseTarget): Promise<void> {
  const database = connectDatabase(target)
  await migrateTo(database, older)
  await database.close()
}

describeEachTarget('migrate', createTarget => {
  it('makes a new database, says so, and finds nothing to do the second time', async () => {
    const target = await createTarget()
    configure(target)
    const preview = await run('--dry-run')
    expect(preview.said).toContain(`would make it with ${migrationNames.length} migrations, at version ${present}`)
    expect(preview).toMatchObject({ status: 0, said: expect.stringContaining('Nothing was changed.') })
    const done = await run()
    expect(done.said).toMatch(/^Made .+ with \d+ migrations in \d+\.\d s\. It is at version \d{4}-/)
    expect(done.status).toBe(0)
    const again = await run()
    expect(again).toMatchObject({ status: 0, said: expect.stringContaining(`${present}: nothing to do.`) })
  })

  it('says from which version to which, by which steps, and runs them only without --dry-run', async () => {
    const target = await createTarget()
    configure(target)
    await makeOlder(target)
    const steps = migrationNames.slice(-2).map(name => `\n  ${name}`)
    const versions = `from version ${older.at(-1)} to ${present}`
    const preview = await run('--dry-run')
    expect(preview.said).toContain('Would migrate')
    expect(preview.said).toContain(`${versions}:${steps.join('')}\nNothing was changed.`)
    expect(await inspectDatabase(target)).toMatchObject({ pending: migrationNames.slice(-2) })
    const done = await run()
    expect(done.said).toMatch(/^Migrated /)
    expect(done.said).toMatch(new RegExp(`${versions} in \\d+\\.\\d s:${steps.join('')}$`))
    expect(done.status).toBe(0)
    expect(await inspectDatabase(target)).toMatchObject({ pending: [] })
  })

  it('migrates also while the platform is connected and holds its locks', async () => {
    const target = await createTarget()
    configure(target)
    await makeOlder(target)
    const platform = connectDatabase(target)
    await platform.db.selectFrom('leads').selectAll().execute()
    const lock = await acquireProcessLock(target, 'worker')
    expect(await run()).toMatchObject({ status: 0, said: expect.stringContaining('Migrated') })
    await lock?.release()
    await platform.close()
  })

  it('refuses what a later version has made, with or without --dry-run', async () => {
    const target = await createTarget()
    configure(target)
    await run()
    await change(target, `insert into migrations (name) values ('9999-later')`)
    for (const args of [[], ['--dry-run']]) {
      const { status, said } = await run(...args)
      expect(said).toMatch(/^the database was made by a later version \(9999-later\): install that version or restore/)
      expect(said.split('\n')).toHaveLength(1)
      expect(status).toBe(1)
    }
  })
})

describe('migrate on SQLite', () => {
  it.each([7, 15] as const)(
    'takes over a file of the earlier system with %i tables, after a rehearsal',
    async tables => {
      const target = await createFile()
      writeEarlierFile(target.path, tables, { conversations, messages, user_context: contexts })
      const before = hash(target.path)
      const what = '1 conversations, 2 messages and 1 leads'
      const preview = await run('--dry-run')
      expect(preview.said).toContain(`Would take over ${target.path}, a file of the earlier system: ${what}.`)
      expect(preview).toMatchObject({ status: 0, said: expect.stringContaining('Nothing was changed.') })
      expect(readdirSync(dirname(target.path))).toEqual([basename(target.path)])
      expect(hash(target.path)).toBe(before)
      const done = await run()
      expect(done.said).toContain(`${what}. It is at version ${present}.`)
      const [, backup = ''] = /verified: (.+)$/m.exec(done.said) ?? []
      expect(countMessages(backup)).toBe(2)
      expect(done.status).toBe(0)
      expect(await run()).toMatchObject({ status: 0, said: expect.stringContaining('nothing to do') })
    },
  )

  it('says of an earlier file what was odd in it', async () => {
    const target = await createFile()
    writeEarlierFile(target.path, 7, { conversations, messages: [{ ...message(1), role: 'robot' }] })
    for (const args of [['--dry-run'], []])
      expect((await run(...args)).said).toContain('changed: messages, 1 rows: unknown role, now system')
  })

  it('refuses an earlier file that its bot is still writing to, and leaves it', async () => {
    const target = await createFile()
    writeEarlierFile(target.path, 7)
    const bot = new SqliteDriver(target.path)
    bot.pragma('journal_mode = wal')
    bot.exec('begin immediate')
    onTestFinished(() => void bot.close())
    const { status, said } = await run()
    expect(said).toContain('another program is writing to it: stop the earlier system')
    expect(status).toBe(1)
    expect(await run('--dry-run')).toMatchObject({ status: 0, said: expect.stringContaining('Would take over') })
  })

  it.each([[[]], [['--dry-run']]])('says in one line that a file is no database, and what helps (%j)', async args => {
    const target = await createFile()
    writeFileSync(target.path, 'these words are no database '.repeat(1000))
    const { status, said } = await run(...args)
    expect(said).toContain(`${target.path} cannot be used, and nothing was changed: it is damaged or no SQLite file`)
    expect(said.split('\n')).toHaveLength(1)
    expect(status).toBe(1)
  })

  it.each([[[]], [['--dry-run']]])('says in one line that a file is locked (%j)', { timeout: 120_000 }, async args => {
    const target = await createFile()
    await makeOlder(target)
    const other = new SqliteDriver(target.path)
    other.pragma('locking_mode = exclusive')
    other.exec('begin exclusive')
    onTestFinished(() => void other.close())
    const { status, said } = await run(...args)
    expect(said).toContain('another program is writing to it')
    expect(said.split('\n')).toHaveLength(1)
    expect(status).toBe(1)
  })
})

it.each([[[]], [['--dry-run']]])(
  'says in one line that no PostgreSQL answers, without the password (%j)',
  async args => {
    vi.stubEnv('DATABASE_URL', 'postgres://u:secret@127.0.0.1:1/x')
    const { status, said } = await run(...args)
    expect(said).toContain('cannot be reached: check that it runs')
    expect(said).not.toContain('secret')
    expect(said.split('\n')).toHaveLength(1)
    expect(status).toBe(1)
  },
)

it.each([[['now']], [['--dry']]])('ends with status 2 and the usage when it is written wrong (%j)', async args => {
  const target = await createFile()
  expect(await run(...args)).toMatchObject({ status: 2, said: 'Write: npm run cli -- migrate [--dry-run]' })
  expect(existsSync(target.path)).toBe(false)
})

async function createFile() {
  const target = await createTestFile()
  onTestFinished(() => target.drop())
  vi.stubEnv('DATABASE_DB_PATH', target.path)
  return target
}

const at = '2025-03-01 10:00:00.000000'
const conversations = [{ id: 1, user_id: 7_000_000_001, username: 'anna', created_at: at, updated_at: null }]
const message = (id: number) => ({ id, conversation_id: 1, role: 'user', content: 'Привет', timestamp: at })
const messages = [message(1), { ...message(2), role: 'assistant' }]
const lead = { name: 'Anna', contact: 'anna@example.com', lead_saved_at: '2025-03-01T10:00:00', lead_status: 'active' }
const contexts = [{ id: 1, user_id: 7_000_000_001, context_data: JSON.stringify(lead), updated_at: at }]

function hash(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

function countMessages(path: string): unknown {
  const file = new SqliteDriver(path, { readonly: true })
  try {
    return file.prepare('select count(*) from messages').pluck().get()
  } finally {
    file.close()
  }
}
