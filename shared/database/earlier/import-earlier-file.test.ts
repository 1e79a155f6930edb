import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDriver from 'better-sqlite3'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { AppError, createFakeClock } from '#shared/utils'
import { buildPlatform, buildTimeoutMs } from '../../../testing/build-platform.ts'
import { runInChild } from '../../../testing/child-process.ts'
import { createTestFile } from '../../../testing/databases.ts'
import { writeEarlierFile } from '../../../testing/earlier-file.ts'
import { connectDatabase } from '../connect.ts'
import { prepareDatabase } from '../prepare-database.ts'
import { isEarlierFile } from './file/is-earlier-file.ts'

beforeAll(buildPlatform, buildTimeoutMs)

const unchanged = ['conversations.db', 'conversations.db.import.lock']
const takenOver = ['conversations.db', 'conversations.db.backup-20261122T213000Z', 'conversations.db.import.lock']
const clock = createFakeClock(Date.UTC(2026, 10, 22, 21, 30))

describe('taking over a file', () => {
  it('leaves a backup that is the earlier file, and nothing else', async () => {
    const path = await writeFileOf(50)
    const earlier = readEverything(path)
    const done = await prepareDatabase({ engine: 'sqlite', path }, clock)
    const backupPath = `${path}.backup-20261122T213000Z`
    expect(done).toMatchObject({ kind: 'imported', backupPath, rows: { messages: 50 } })
    expect(readEverything(backupPath)).toEqual(earlier)
    expect(filesBeside(path)).toEqual(takenOver)
  })

  it('happens once: the next start finds a file of ours', async () => {
    const path = await writeFileOf(1)
    await prepareDatabase({ engine: 'sqlite', path }, clock)
    expect(isEarlierFile(path)).toBe(false)
    expect(await prepareDatabase({ engine: 'sqlite', path }, clock)).toEqual({ kind: 'up-to-date' })
  })

  it('sees what a file in WAL mode has only in its log', async () => {
    const path = await writeFileOf(1)
    // A program that is killed leaves its log behind.
    const child = runInChild(`
      import SqliteDriver from 'better-sqlite3'
      const file = new SqliteDriver(${JSON.stringify(path)})
      file.pragma('journal_mode = wal')
      file.exec("insert into messages values (2, 1, 'user', 'in the log', '2026-01-14 12:00:00')")
      console.log('written')
      setInterval(() => {}, 1000)
    `)
    await child.firstLine
    child.process.kill('SIGKILL')
    await child.ended
    expect(existsSync(`${path}-wal`)).toBe(true)
    expect(await prepareDatabase({ engine: 'sqlite', path }, clock)).toMatchObject({ rows: { messages: 2 } })
    const database = connectDatabase({ engine: 'sqlite', path })
    const messages = await database.db.selectFrom('messages').select('content').orderBy('id').execute()
    await database.close()
    expect(messages).toEqual([{ content: 'message 1' }, { content: 'in the log' }])
  })

  it('is done by one of four processes that start at once, and the others wait', { timeout: 60_000 }, async () => {
    const path = await writeFileOf(300)
    const children = Array.from({ length: 4 }, () =>
      runInChild(`
        import { prepareDatabase } from '#shared/database'
        import { systemClock } from '#shared/utils'
        const done = await prepareDatabase({ engine: 'sqlite', path: ${JSON.stringify(path)} }, systemClock)
        console.log(done.kind)
      `),
    )
    const kinds = await Promise.all(children.map(child => child.firstLine))
    expect(kinds.sort()).toEqual(['imported', 'up-to-date', 'up-to-date', 'up-to-date'])
    expect(filesBeside(path).filter(name => name.includes('backup'))).toHaveLength(1)
  })

  it('starts anew after a kill in the middle of it', async () => {
    const path = await writeFileOf(5)
    writeFileSync(`${path}.importing`, 'half a database')
    writeFileSync(`${path}.backup-20261122T213000Z.part`, 'half a backup')
    expect(await prepareDatabase({ engine: 'sqlite', path }, clock)).toMatchObject({ kind: 'imported' })
    expect(filesBeside(path)).toEqual(takenOver)
  })
})

describe('what cannot be taken over', () => {
  it('is unchanged when the disk is full, and nothing stays beside it', async () => {
    const path = await writeFileOf(5_000)
    const earlier = readFileSync(path)
    const child = runInChild(prepareAndPrintCode(path), { maxFileBytes: 128 * 1_024 })
    expect(await child.firstLine).toBe('database.no_room')
    expect(readFileSync(path).equals(earlier)).toBe(true)
    expect(filesBeside(path)).toEqual(unchanged)
  })

  it('is unchanged when the room ends after the backup', async () => {
    // What stands in a context once stands in ours twice: word for word, and as slots.
    const path = await writeFileOf(1, 500)
    const earlier = readFileSync(path)
    const child = runInChild(prepareAndPrintCode(path), { maxFileBytes: earlier.length + 4_096 })
    expect(await child.firstLine).toBe('database.no_room')
    expect(readFileSync(path).equals(earlier)).toBe(true)
    expect(filesBeside(path)).toEqual(unchanged)
  })

  it('is unchanged when it is damaged', async () => {
    const path = await writeFileOf(300)
    const damaged = readFileSync(path)
    damaged.fill(0xff, damaged.length / 2)
    writeFileSync(path, damaged)
    await expect(prepareDatabase({ engine: 'sqlite', path }, clock)).rejects.toMatchObject({
      code: 'database.corrupt',
      public: expect.stringContaining('.recover'),
    })
    expect(readFileSync(path).equals(damaged)).toBe(true)
    expect(filesBeside(path)).toEqual(unchanged)
  })

  it('is unchanged when another program writes to it', async () => {
    const path = await writeFileOf(1)
    const earlier = readFileSync(path)
    const writer = new SqliteDriver(path)
    writer.exec('begin immediate')
    await expect(prepareDatabase({ engine: 'sqlite', path }, clock)).rejects.toMatchObject({ code: 'database.in_use' })
    writer.close()
    expect(readFileSync(path).equals(earlier)).toBe(true)
  })

  it('is no database at all: said in plain words', async () => {
    const { path, drop } = await createTestFile()
    onTestFinished(drop)
    writeFileSync(path, 'Dear diary, this is not a database.\n'.repeat(100))
    const failure = await prepareDatabase({ engine: 'sqlite', path }, clock).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(AppError)
    expect(failure).toMatchObject({ code: 'database.corrupt', public: expect.stringContaining(path) })
  })
})

const timestamp = '2026-01-14 12:00:00.000000'

async function writeFileOf(messageCount: number, contextCount = 0): Promise<string> {
  const { path, drop } = await createTestFile()
  onTestFinished(drop)
  writeEarlierFile(path, 7, {
    conversations: [{ id: 1, user_id: 42, username: null, created_at: timestamp, updated_at: null }],
    messages: numbers(messageCount).map(id => ({
      id,
      conversation_id: 1,
      role: 'user',
      content: `message ${id}`,
      timestamp,
    })),
    user_context: numbers(contextCount).map(id => ({
      id,
      user_id: id,
      context_data: JSON.stringify({ slots: Object.fromEntries(numbers(10).map(n => [`slot_${n}`, 'a value'])) }),
      updated_at: timestamp,
    })),
  })
  return path
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}

/** The schema and every row, which is what a backup has to keep; SQLite's own counters in the header differ. */
function readEverything(path: string): unknown {
  const file = new SqliteDriver(path, { readonly: true })
  const schema = file.prepare('select name, sql from sqlite_master order by name').all()
  const messages = file.prepare('select * from messages order by id').all()
  file.close()
  return { schema, messages }
}

function filesBeside(path: string): readonly string[] {
  return readdirSync(dirname(path)).sort()
}

function prepareAndPrintCode(path: string): string {
  return `
    import { prepareDatabase } from '#shared/database'
    import { systemClock } from '#shared/utils'
    await prepareDatabase({ engine: 'sqlite', path: ${JSON.stringify(path)} }, systemClock).then(
      done => console.log(done.kind),
      error => console.log(error.code),
    )
  `
}
