import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { connectDatabase, type Database, migrate } from '#shared/database'
import { buildPlatform, buildTimeoutMs } from '../../testing/build-platform.ts'
import { createTestFile } from '../../testing/databases.ts'
import { runScript } from '../../testing/run-script.ts'
import { limitsCommand } from './limits.ts'

beforeAll(buildPlatform, buildTimeoutMs)

async function openFile() {
  const target = await createTestFile()
  const database = connectDatabase(target)
  onTestFinished(async () => {
    await database.close()
    await target.drop()
  })
  await migrate(database)
  const cli = async (...args: readonly string[]) => {
    const env = { ...process.env, DATABASE_DB_PATH: target.path }
    const { status, stdout, stderr } = await runScript('cli', ['limits', ...args], { env })
    return { status, output: stdout + stderr }
  }
  return { database, cli }
}

const tomorrow = Date.now() + 24 * 60 * 60_000

async function block(database: Database, userId: number): Promise<void> {
  const windows = { window_start_minute: 1, window_start_hour: 1, last_message_time: 1 }
  await database.db
    .insertInto('rate_limits')
    .values({ user_id: userId, ...windows, blocked_until: tomorrow })
    .execute()
}

it('shows who is blocked, and lets one person or all of them in again', { timeout: 60_000 }, async () => {
  const { database, cli } = await openFile()
  for (const userId of [7_000_000_001, 7_000_000_002, 7_000_000_003]) await block(database, userId)
  expect((await cli('reset-user', '7000000001')).output).toContain('1 block has ended')
  const { status, output } = await cli('status')
  expect(output).toMatch(/^All people together may write as much[\s\S]*Blocked now: 2\.\n {2}7000000/)
  expect(output).not.toContain('7000000001')
  expect(status).toBe(0)
  expect((await cli('reset-all')).output).toContain('2 blocks have ended')
})

it.each([[[]], [['reset-user']], [['reset-user', 'me']], [['reset-all', '5']], [['stauts']]])(
  'ends with status 2 and the usage when it is written wrong (%j)',
  async args => {
    const complaints: string[] = []
    const surroundings = {
      packageFolder: '',
      commands: [],
      print: () => {},
      complain: (text: string) => void complaints.push(text),
    }
    expect(await limitsCommand.run(args, surroundings)).toBe(2)
    expect(complaints).toEqual([expect.stringContaining('Write: npm run cli -- limits status')])
  },
)
