import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDriver from 'better-sqlite3'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createTestFile, describeEachTarget } from '../../testing/databases.ts'
import { writeEarlierFile } from '../../testing/earlier-file.ts'
import { connectDatabase, type DatabaseTarget } from './connect.ts'
import { inspectDatabase } from './inspect-database.ts'
import { migrate } from './migrate.ts'
import { acquireProcessLock, findHeldLocks } from './process-lock.ts'

describeEachTarget('an inspected database', (createTarget, engine) => {
  const version = engine === 'sqlite' ? /^SQLite 3\.\d+\.\d+$/ : /^PostgreSQL \d+/

  it('that is up to date is usable, with the version of its engine', async () => {
    const target = await createTarget()
    await change(target, async () => {})
    expect(await inspectDatabase(target)).toEqual({
      kind: 'usable',
      engine: expect.stringMatching(version),
      pending: [],
      isReadThrough: engine === 'sqlite',
    })
  })

  it('says which migrations the start will run, and runs none', async () => {
    const target = await createTarget()
    await change(target, db => sql`delete from migrations`.execute(db))
    const expected = { kind: 'usable', pending: expect.arrayContaining(['0001-first-tables']) }
    expect(await inspectDatabase(target)).toMatchObject(expected)
    expect(await inspectDatabase(target)).toMatchObject(expected)
  })

  it('of a later version is not usable', async () => {
    const target = await createTarget()
    await change(target, db => sql`insert into migrations (name) values ('9999-later')`.execute(db))
    expect(await inspectDatabase(target)).toMatchObject({ kind: 'unusable', code: 'database.too_new' })
  })

  it('is inspected while a platform writes to it, and the platform is seen by its locks', async () => {
    const target = await createTarget()
    const running = connectDatabase(target)
    await migrate(running)
    const lock = await acquireProcessLock(target, 'worker')
    const inspection = await running.transaction(() => inspectDatabase(target))
    expect(inspection).toMatchObject({ kind: 'usable', pending: [] })
    expect(await findHeldLocks(target, ['telegram-bot', 'worker'])).toEqual(['worker'])
    await lock?.release()
    expect(await findHeldLocks(target, ['telegram-bot', 'worker'])).toEqual([])
    await running.close()
  })
})

it('finds no file, and makes none', async () => {
  const target = await createTestFile()
  expect(await inspectDatabase(target)).toEqual({ kind: 'absent' })
  expect(await findHeldLocks(target, ['worker'])).toEqual([])
  expect(readdirSync(dirname(target.path))).toEqual([])
  await target.drop()
})

it('leaves a file and its folder exactly as they were', async () => {
  const target = await createTestFile()
  await change(target, async () => {})
  const before = readFileSync(target.path)
  await inspectDatabase(target)
  expect(readdirSync(dirname(target.path))).toEqual(['conversations.db'])
  expect(readFileSync(target.path).equals(before)).toBe(true)
  await target.drop()
})

it('does not fold the log of a killed platform into its file', async () => {
  const target = await createTestFile()
  const original = connectDatabase(target)
  await migrate(original)
  const file = readFileSync(target.path)
  const log = readFileSync(`${target.path}-wal`)
  await original.close()
  writeFileSync(target.path, file)
  writeFileSync(`${target.path}-wal`, log)
  expect(await inspectDatabase(target)).toMatchObject({ kind: 'usable', pending: [] })
  expect(readFileSync(target.path).equals(file)).toBe(true)
  expect(readFileSync(`${target.path}-wal`).equals(log)).toBe(true)
  await target.drop()
})

it.each([7, 15] as const)('recognises a file of the earlier system with %i tables, and leaves it', async tables => {
  const target = await createTestFile()
  writeEarlierFile(target.path, tables)
  expect(await inspectDatabase(target)).toEqual({ kind: 'earlier' })
  expect(await inspectDatabase(target)).toEqual({ kind: 'earlier' })
  await target.drop()
})

it('finds damage inside a file that opens', async () => {
  const target = await createTestFile()
  await change(target, async () => {})
  const bytes = readFileSync(target.path)
  // The first page, with the schema, stays whole: the file opens. An index or table behind it is overwritten.
  bytes.fill(0xa5, 3 * 4096, 12 * 4096)
  writeFileSync(target.path, bytes)
  expect(await inspectDatabase(target)).toMatchObject({ kind: 'unusable', code: 'database.corrupt' })
  await target.drop()
})

it('says why a file cannot be used', async () => {
  const target = await createTestFile()
  writeFileSync(target.path, 'these words are no database '.repeat(1000))
  expect(await inspectDatabase(target)).toMatchObject({ kind: 'unusable', code: 'database.corrupt' })
  await target.drop()

  const folder = await createTestFile()
  mkdirSync(folder.path)
  expect(await inspectDatabase(folder)).toMatchObject({ kind: 'unusable' })
  await folder.drop()

  const busy = await createTestFile()
  const other = new SqliteDriver(busy.path)
  other.exec('create table conversations (id integer); begin exclusive')
  expect(await inspectDatabase(busy)).toMatchObject({ kind: 'unusable', code: 'database.in_use' })
  other.close()
  await busy.drop()
})

it('says that no PostgreSQL answers', async () => {
  const target = { engine: 'postgres', url: 'postgres://u:p@127.0.0.1:1/x', poolSize: 1 } as const
  expect(await inspectDatabase(target)).toMatchObject({ kind: 'unusable', code: 'database.unreachable' })
})

async function change(
  target: DatabaseTarget,
  work: (db: ReturnType<typeof connectDatabase>['db']) => Promise<unknown>,
): Promise<void> {
  const database = connectDatabase(target)
  await migrate(database)
  await work(database.db)
  await database.close()
}
