import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, it } from 'vitest'
import { connectDatabase, type Database, type DatabaseTarget, type Engine, migrate } from '#shared/database'
import { createTestDatabase, findTestServer, type TestDatabase, type TestServer } from './postgres/index.ts'

/** Where a test's database is, with the way to remove it. */
export type TestTarget = DatabaseTarget & { drop(): Promise<void> }

/** A SQLite file in a folder of its own, not yet there. */
export async function createTestFile(): Promise<TestTarget & { readonly engine: 'sqlite' }> {
  const folder = await mkdtemp(join(tmpdir(), 'sqlite-'))
  return {
    engine: 'sqlite',
    path: join(folder, 'conversations.db'),
    drop: () => rm(folder, { recursive: true, force: true }),
  }
}

// The quick check (`npm run check`) runs the SQLite half only; `npm test` runs both.
const isQuick = process.env.TEST_DATABASES === 'sqlite'
// Asked once a test file, while it is collected: whether a suite is skipped must be known before it runs.
const server: TestServer = isQuick ? { kind: 'missing', reason: 'not asked for' } : await findTestServer()

/**
 * Runs the same suite on SQLite and on PostgreSQL. `open` makes a fresh, migrated database, closed and removed after the test
 * that opened it (after the suite, when opened in beforeAll). Without PostgreSQL its half is skipped; with CI=true it fails.
 */
export function describeEachDatabase(
  name: string,
  suite: (open: () => Promise<Database>, engine: Engine) => void,
): void {
  const migrated = createMigratedTargets()
  describeEachEngine(name, engine => {
    const cleanUp = cleanUpAfterwards()
    suite(async () => {
      const target = await migrated[engine]()
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
      const target = engine === 'sqlite' ? await createTestFile() : await createTestDatabase()
      cleanUp(() => target.drop())
      return target
    }, engine)
  })
}

function describeEachEngine(name: string, suite: (engine: Engine) => void): void {
  describe(`${name}, on SQLite`, () => suite('sqlite'))
  if (isQuick) return
  if (server.kind === 'ready') return void describe(`${name}, on PostgreSQL`, () => suite('postgres'))
  const { reason } = server
  it.skipIf(process.env.CI !== 'true')(`${name}, on PostgreSQL`, () => {
    throw new Error(`PostgreSQL cannot start, and with CI=true nothing may be skipped: ${reason}`)
  })
}

/** On PostgreSQL one database is migrated for the whole test file and then copied: a third of the time. */
function createMigratedTargets(): Record<Engine, () => Promise<TestTarget>> {
  let template: Promise<TestDatabase> | undefined
  afterAll(async () => (await template)?.drop())
  return {
    sqlite: async () => migrateTarget(await createTestFile()),
    postgres: async () => {
      template ??= createTestDatabase().then(migrateTarget)
      return createTestDatabase(await template)
    },
  }
}

async function migrateTarget<Target extends TestTarget>(target: Target): Promise<Target> {
  const database = connectDatabase(target)
  await migrate(database)
  await database.close()
  return target
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
