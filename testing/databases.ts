import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, it } from 'vitest'
import { connectDatabase, type Database, type DatabaseTarget, type Engine, migrate } from '#shared/database'
import { createTestDatabase, findTestServer } from './postgres/index.ts'

/** Where a test's database is, with the way to remove it. */
export type TestTarget = DatabaseTarget & { drop(): Promise<void> }

type TestFile = TestTarget & { readonly engine: 'sqlite' }

/** A SQLite file in a folder of its own, not yet there. */
export async function createTestFile(): Promise<TestFile> {
  const folder = await mkdtemp(join(tmpdir(), 'sqlite-'))
  return {
    engine: 'sqlite',
    path: join(folder, 'conversations.db'),
    drop: () => rm(folder, { recursive: true, force: true }),
  }
}

// Asked while a test file is collected: whether a suite is skipped must be known before it runs.
const server = await findTestServer()

/**
 * Runs the same suite on SQLite and on PostgreSQL. `open` makes a fresh, migrated database, closed and removed after the test
 * that opened it (after the suite, when opened in beforeAll). Without PostgreSQL its half is skipped; with CI=true it fails.
 */
export function describeEachDatabase(
  name: string,
  suite: (open: () => Promise<Database>, engine: Engine) => void,
): void {
  const migratedFile = migrateFileOnce()
  describeEachEngine(name, engine => {
    const cleanUp = cleanUpAfterwards()
    suite(async () => {
      const target = engine === 'sqlite' ? await copyFileOf(migratedFile()) : await createDatabase('migrated')
      cleanUp(() => target.drop())
      const database = connectDatabase(target)
      cleanUp(() => database.close())
      return database
    }, engine)
  })
}

/** The same for a suite that opens by itself: `createTarget` names an empty database of its own, removed afterwards. */
export function describeEachTarget(
  name: string,
  suite: (createTarget: () => Promise<DatabaseTarget>, engine: Engine) => void,
): void {
  describeEachEngine(name, engine => {
    const cleanUp = cleanUpAfterwards()
    suite(async () => {
      const target = engine === 'sqlite' ? await createTestFile() : await createDatabase('empty')
      cleanUp(() => target.drop())
      return target
    }, engine)
  })
}

function describeEachEngine(name: string, suite: (engine: Engine) => void): void {
  describe(`${name}, on SQLite`, () => suite('sqlite'))
  if (server.kind === 'ready') return void describe(`${name}, on PostgreSQL`, () => suite('postgres'))
  const { reason } = server
  it.skipIf(process.env.CI !== 'true')(`${name}, on PostgreSQL`, () => {
    throw new Error(`PostgreSQL cannot start, and with CI=true nothing may be skipped: ${reason}`)
  })
}

/** One file is migrated for the whole suite, when its first test wants one, and then copied: a tenth of the time. */
function migrateFileOnce(): () => Promise<TestFile> {
  let template: Promise<TestFile> | undefined
  afterAll(async () => (await template)?.drop())
  return () => {
    template ??= createTestFile().then(migrateFile)
    return template
  }
}

async function migrateFile(target: TestFile): Promise<TestFile> {
  const database = connectDatabase(target)
  await migrate(database)
  // What is in its log goes into the file with the last connection.
  await database.close()
  return target
}

async function copyFileOf(template: Promise<TestFile>): Promise<TestFile> {
  const target = await createTestFile()
  await copyFile((await template).path, target.path)
  return target
}

async function createDatabase(kind: 'empty' | 'migrated'): Promise<TestTarget> {
  if (server.kind === 'missing') throw new Error(`no PostgreSQL for tests: ${server.reason}`)
  return createTestDatabase(server.url, kind === 'migrated' ? server.templateUrl : undefined)
}

type CleanUp = () => Promise<void>

/** Runs what it is given after the current test, or after the suite when there is no current test; the last first. */
function cleanUpAfterwards(): (work: CleanUp) => void {
  const forSuite: CleanUp[] = []
  const forTest: CleanUp[] = []
  let current = forSuite
  beforeEach(() => {
    current = forTest
  })
  afterEach(async () => {
    current = forSuite
    await runAll(forTest)
  })
  afterAll(() => runAll(forSuite))
  return work => void current.push(work)
}

async function runAll(works: CleanUp[]): Promise<void> {
  for (const work of works.splice(0).reverse()) await work()
}
