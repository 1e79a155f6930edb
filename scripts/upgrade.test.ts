import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { connectDatabase, migrate } from '#shared/database'
import { buildPlatform, buildTimeoutMs } from '../testing/build-platform.ts'
import { meetClient } from '../testing/meet-clients.ts'

// Each upgrade starts the platform several times, on a busy machine.
vi.setConfig({ testTimeout: 300_000 })
beforeAll(buildPlatform, buildTimeoutMs)

const root = join(import.meta.dirname, '..')
let folder: string
let path: string

/** A repository of three versions: the built platform itself, one whose start spoils the database and fails, and one that is well. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'upgrade-'))
  path = join(folder, 'data/conversations.db')
  git('init', '--quiet')
  commit('one', '')
  commit('two', spoil)
  commit('three', '// Better words.')
  git('checkout', '--quiet', 'one')
  const database = connectDatabase({ engine: 'sqlite', path })
  await migrate(database)
  const { conversationId } = await meetClient(database)
  await sql`insert into messages (conversation_id, role, content, timestamp) values (${conversationId}, 'user', 'kept', 1)`.execute(
    database.db,
  )
  await database.close()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Hands every command to the platform that was built here. */
const launcher = `
import { pathToFileURL } from 'node:url'
const [command, ...rest] = process.argv.slice(2)
const isService = command !== 'cli'
const entry = ${JSON.stringify(join(root, 'dist/scripts'))} + (isService ? '/start.js' : '/cli.js')
process.argv = [process.execPath, entry, ...(isService ? [command] : []), ...rest]
await import(pathToFileURL(entry).href)
`

const spoil = `
import { createRequire } from 'node:module'
if (process.argv[2] === 'api-gateway') {
  const Database = createRequire(${JSON.stringify(join(root, 'package.json'))})('better-sqlite3')
  const db = new Database('data/conversations.db')
  db.exec("delete from messages; create table of_version_two (id integer) strict; insert into migrations (name) values ('9999-of-version-two')")
  process.exit(1)
}
`

function commit(version: string, head: string): void {
  const files = { 'scripts/bootstrap.mjs': `${head}\n${launcher}`, '.gitignore': 'data/\n', 'config.yaml': '' }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  git('add', '.')
  git('-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '-m', version)
  git('tag', version)
}

function git(...words: readonly string[]): string {
  return execFileSync('git', words, { cwd: folder, encoding: 'utf8' }).trim()
}

function upgrade(...words: readonly string[]) {
  const env = { ...process.env, DATABASE_URL: '', DATABASE_DB_PATH: path, LOGGING_LEVEL: 'silent' }
  const run = spawnSync(process.execPath, [join(root, 'scripts/upgrade.mjs'), ...words], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
  return { status: run.status, output: run.stdout + run.stderr }
}

async function look() {
  const database = connectDatabase({ engine: 'sqlite', path })
  const messages = await database.db.selectFrom('messages').select('content').execute()
  const tables = (await database.db.introspection.getTables()).map(({ name }) => name)
  await database.close()
  return { messages: messages.map(({ content }) => content), isSpoilt: tables.includes('of_version_two') }
}

it('goes back to the old files and the old database when the new version does not get well', async () => {
  const { status, output } = upgrade('two')
  expect(output).toContain('The old version is back, with its database as it was.')
  expect(status).toBe(1)
  expect(git('rev-parse', 'HEAD')).toBe(git('rev-parse', 'one'))
  expect(await look()).toEqual({ messages: ['kept'], isSpoilt: false })
})

it('stays with a version that is well, with everything in it', async () => {
  const { status, output } = upgrade('three')
  expect(output).toContain('Upgraded, and in good health.')
  expect(status).toBe(0)
  expect(git('rev-parse', 'HEAD')).toBe(git('rev-parse', 'three'))
  expect(await look()).toEqual({ messages: ['kept'], isSpoilt: false })
})

it('changes nothing for files that were changed here, an unknown version, or the same one', () => {
  expect(upgrade('four')).toMatchObject({ status: 1, output: expect.stringContaining('There is no four here') })
  expect(upgrade('one')).toMatchObject({ status: 0, output: expect.stringContaining('Nothing to do') })
  expect(upgrade()).toMatchObject({ status: 2, output: expect.stringContaining('Write: node scripts/upgrade.mjs') })
  writeFileSync(join(folder, 'config.yaml'), 'telegram: {}\n')
  expect(upgrade('three')).toMatchObject({ status: 1, output: expect.stringContaining('config.yaml') })
  expect(git('rev-parse', 'HEAD')).toBe(git('rev-parse', 'one'))
})
