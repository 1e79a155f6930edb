import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { connectDatabase, migrate } from '#shared/database'
import { createTestFile } from '../../../testing/databases.ts'
import { startTelegramEmulator } from '../../../testing/telegram/index.ts'
import { botsCommand } from './bots.ts'

const token = '5000000001:canary-of-a-token'
const packageFolder = join(import.meta.dirname, '../../..')

async function open() {
  const target = await createTestFile()
  const telegram = await startTelegramEmulator()
  const keyFile = join(dirname(target.path), 'secret.key')
  vi.stubEnv('DATABASE_DB_PATH', target.path)
  vi.stubEnv('SECRETS_KEY_FILE', keyFile)
  vi.stubEnv('TELEGRAM_API_ROOT', telegram.url)
  const database = connectDatabase(target)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await telegram.close()
    await database.close()
    await target.drop()
  })
  await migrate(database)
  return { database, telegram, keyFile }
}

async function run(...args: readonly string[]): Promise<{ status: number; output: string }> {
  const lines: string[] = []
  const write = (text: string) => void lines.push(text)
  const status = await botsCommand.run(args, { packageFolder, commands: [], print: write, complain: write })
  return { status, output: lines.join('\n') }
}

it('adds a bot that Telegram knows, shows it without its token, changes and removes it', async () => {
  const { database, telegram, keyFile } = await open()
  telegram.addBot({ token, username: 'salon_bot' })
  vi.stubEnv('BOT_TOKEN', token)
  const outputs: string[] = []
  const say = async (...args: readonly string[]) => {
    const { status, output } = await run(...args)
    outputs.push(output)
    return `${status} ${output}`
  }
  expect(await say('add', '--playbook', 'beauty-salon')).toMatch(/^0 @salon_bot is added as \d+\./)
  expect(await say('list')).toMatch(/@salon_bot {2}waiting {2}since .* {2}beauty-salon$/)
  expect(await say('add')).toMatch(/^1 @salon_bot is here already/)
  expect(await say('pause', '@salon_bot')).toBe('0 @salon_bot is paused.')
  expect(await say('set-playbook', '@salon_bot', 'no-such')).toMatch(/^1 The playbook no-such cannot be used/)
  expect(await say('set-playbook', '@salon_bot', '-')).toBe('0 @salon_bot speaks by the playbook of the settings.')
  expect(await say('resume', '@salon_bot')).toBe('0 @salon_bot goes on.')
  expect(await say('rekey')).toMatch(/^0 Tokens sealed by the new key: 1\./)
  expect(await say('set-token', '@salon_bot')).toBe('0 @salon_bot has a new token.')
  expect(statSync(keyFile).mode & 0o777).toBe(0o600)
  expect(await say('remove', '@salon_bot')).toBe('0 @salon_bot is removed; its token is forgotten.')
  expect(await say('list')).toMatch(/^0 There are no bots yet/)
  expect(outputs.join('\n')).not.toContain('canary')
  const actions = await database.db.selectFrom('audit_log').selectAll().orderBy('id').execute()
  expect(actions.map(row => row.action)).toEqual(['bot.add', ...Array(4).fill('bot.change'), 'bot.remove'])
  expect(JSON.stringify(actions)).not.toContain('canary')
})

it('says why a token is not taken, and stores nothing', async () => {
  const { database, telegram } = await open()
  const addWith = async (text: string) => {
    vi.stubEnv('BOT_TOKEN', text)
    return run('add')
  }
  expect(await addWith('not a token')).toMatchObject({ status: 1, output: expect.stringContaining('not shaped') })
  expect(await addWith(token)).toMatchObject({ status: 1, output: expect.stringContaining('does not accept') })
  await telegram.close()
  expect(await addWith(token)).toMatchObject({ status: 1, output: expect.stringContaining('could not be asked') })
  expect(await addWith('  ')).toMatchObject({ status: 2 })
  expect(await database.db.selectFrom('bot_accounts').selectAll().execute()).toEqual([])
})

it('takes no token from the command line', async () => {
  await open()
  for (const args of [['add', token], ['add', '--token', token], ['set-token', '1', token], ['pause'], ['what']]) {
    expect(await run(...args)).toMatchObject({
      status: 2,
      output: expect.stringContaining('Write: npm run cli -- bots'),
    })
  }
})
