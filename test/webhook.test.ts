import { afterAll, beforeAll, expect, it } from 'vitest'
import { findFreePort } from '../testing/bench/find-free-port.ts'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'
import { callApi } from '../testing/telegram/call-api.ts'

const secret = 'a-secret_of-this-test'
let shop: PlatformHarness
let hook: URL

beforeAll(async () => {
  const port = await findFreePort()
  hook = new URL(`http://127.0.0.1:${port}/telegram/hook`)
  shop = await openPlatformHarness({
    // As a reverse proxy would: the public address leads to the platform's port.
    telegram: { routeWebhook: url => new URL(url.pathname, hook), webhookTimeScale: 0.5 },
    env: {
      API_GATEWAY_PORT: String(port),
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_URL: 'https://shop.example/telegram/hook',
      TELEGRAM_WEBHOOK_SECRET: secret,
    },
  })
  await shop.start()
}, startTimeoutMs)
afterAll(() => shop.close())

it('a message delivered by webhook is answered', async () => {
  const anna = shop.newClient()
  anna.say(shop.bot, 'by webhook')
  expect(await shop.untilSaid(anna, 1)).toBe('You said: by webhook')
  expect(shop.telegram.calls(shop.bot, { method: 'getUpdates' })).toEqual([])
})

it.each([
  ['another secret', { 'x-telegram-bot-api-secret-token': `${secret}!` }],
  ['no secret', {}],
])('a delivery with %s is refused with 401 and not stored', async (_, headers) => {
  const body = JSON.stringify({ update_id: 1, message: { message_id: 1, date: 1, chat: { id: 1, type: 'private' } } })
  const response = await fetch(hook, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  })
  expect(response.status).toBe(401)
  expect(await countUpdates(1)).toBe(0)
})

it('while the database is locked deliveries are refused with 503, come again and are answered once', async () => {
  const anna = shop.newClient()
  const said = await shop.database.transaction(async () => {
    const said = anna.say(shop.bot, 'in bad times')
    await expect.poll(readLastError, { timeout: 30_000 }).toContain('503')
    return said
  })
  expect(await shop.untilSaid(anna, 1)).toBe('You said: in bad times')
  expect(await countUpdates(said.updateId ?? 0)).toBe(1)
  anna.say(shop.bot, 'in good times')
  await shop.untilSaid(anna, 2)
  expect(shop.said(anna)).toEqual(['You said: in bad times', 'You said: in good times'])
}, 60_000)

it('a stopped platform leaves the webhook set, and what was said meanwhile is answered after the next start', async () => {
  const anna = shop.newClient()
  expect(await shop.platform.stop()).toEqual({ status: 0, signal: null })
  anna.say(shop.bot, 'anybody home?')
  await shop.start()
  expect(await shop.untilSaid(anna, 1)).toBe('You said: anybody home?')
})

async function readLastError(): Promise<string> {
  const { result } = await callApi(shop.telegram, shop.bot, 'getWebhookInfo')
  return JSON.stringify(result)
}

async function countUpdates(updateId: number): Promise<number> {
  const rows = shop.database.db.selectFrom('updates').select('id').where('update_id', '=', updateId)
  return (await rows.execute()).length
}
