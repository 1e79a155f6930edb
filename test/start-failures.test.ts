import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startLoopbackServer } from '../testing/loopback-server.ts'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'

/** A start that cannot succeed says why in one line that a shop owner understands, and ends with the right status. */
let shop: PlatformHarness

beforeAll(async () => {
  shop = await openPlatformHarness()
}, startTimeoutMs)
afterAll(() => shop.close())

it('a taken port', async () => {
  const other = await startLoopbackServer(() => {})
  const { port } = new URL(other.url)
  const { status, lines } = await failToStart({ API_GATEWAY_PORT: port })
  await other.stop()
  expect(lines).toEqual([expect.stringMatching(new RegExp(`port ${port}.*(taken|in use)`, 'i'))])
  expect(status).toBe(1)
})

it('a data folder that cannot be made', async () => {
  const file = join(shop.folder, 'a-file')
  await writeFile(file, '')
  const path = join(file, 'data', 'conversations.db')
  const { status, lines } = await failToStart({ DATABASE_DB_PATH: path })
  expect(lines).toEqual([expect.stringContaining(path)])
  expect(lines[0]).toMatch(/cannot be written/)
  expect(status).toBe(1)
})

it('a database path that is a folder', async () => {
  const path = join(shop.folder, 'a-folder')
  await mkdir(path)
  const { status, lines } = await failToStart({ DATABASE_DB_PATH: path })
  expect(lines).toEqual([expect.stringContaining(path)])
  expect(status).toBe(1)
})

it('a file that is no database', async () => {
  const path = join(shop.folder, 'notes.db')
  await writeFile(
    path,
    'a shopping list, long enough to have been mistaken for the header of a database file\n'.repeat(20),
  )
  const { status, lines } = await failToStart({ DATABASE_DB_PATH: path })
  expect(lines).toEqual([expect.stringContaining(path)])
  expect(status).toBe(1)
})

it('a wrong token', async () => {
  const { status, lines, said } = await failToStart({ TELEGRAM_BOT_TOKEN: '4000000000:not-the-right-secret' })
  expect(lines).toEqual([expect.stringMatching(/token.*TELEGRAM_BOT_TOKEN/i)])
  expect(said).not.toContain('not-the-right-secret')
  expect(status).toBe(1)
})

it('a PostgreSQL that is not there', async () => {
  const { status, lines, said } = await failToStart({ DATABASE_URL: 'postgres://shop:hush-hush@127.0.0.1:1/shop' })
  expect(lines).toEqual([expect.stringMatching(/PostgreSQL.*cannot be reached.*DATABASE_URL/)])
  expect(said).not.toContain('hush-hush')
  expect(status).toBe(1)
})

it('a second copy on the same data', async () => {
  const running = await shop.start()
  const { status, lines } = await failToStart({})
  expect(lines).toEqual([expect.stringMatching(/another copy .*running/i)])
  expect(status).toBe(1)
  const anna = shop.newClient()
  anna.say(shop.bot, 'still with us?')
  expect(await shop.untilSaid(anna, 1)).toBe('You said: still with us?')
  await running.stop()
})

it('settings that are wrong: all faults at once, each with its place', async () => {
  await writeFile(join(shop.folder, 'config.yaml'), 'telegram:\n  mode: carrier-pigeon\nai_servr:\n  timeout: 5\n')
  const { status, said } = await failToStart({ API_GATEWAY_PORT: 'eighty', AI_SERVER_TIMEZONE: 'Mars/Olympus' })
  expect(said).toContain('config.yaml:2')
  expect(said).toMatch(/carrier-pigeon.*(polling|webhook)/)
  expect(said).toContain('config.yaml:3')
  expect(said).toMatch(/ai_servr.*ai_server/)
  expect(said).toContain('API_GATEWAY_PORT')
  expect(said).toContain('AI_SERVER_TIMEZONE')
  expect(status).toBe(2)
})

interface Failure {
  readonly status: number | null
  /** What it said to people, without the log. */
  readonly lines: readonly string[]
  readonly said: string
}

async function failToStart(env: Readonly<Record<string, string>>): Promise<Failure> {
  const platform = shop.launch(env)
  const { status } = await platform.ended
  const { stdout, stderr } = platform.said
  const lines = `${stdout}${stderr}`.split('\n').filter(line => line !== '' && !line.startsWith('{'))
  return { status, lines, said: stdout + stderr }
}
