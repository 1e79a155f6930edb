import { afterAll, beforeAll, expect, it } from 'vitest'
import { findFreePort } from '../testing/bench/find-free-port.ts'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'
import { callApi } from '../testing/telegram/call-api.ts'
import type { EmulatedBot, SimulatedUser } from '../testing/telegram/index.ts'

/** Several bots that Telegram calls: each at a path and with a secret of its own, and what happens to one is not felt by another. */
const adminKey = 'admin-key-of-this-test'
const patienceMs = 40_000
let shop: PlatformHarness
let gateway: string
let salon: EmulatedBot
let estate: EmulatedBot

beforeAll(async () => {
  const port = await findFreePort()
  gateway = `http://127.0.0.1:${port}`
  shop = await openPlatformHarness({
    // As a reverse proxy would: the public address leads to the platform's port.
    telegram: { routeWebhook: url => new URL(url.pathname, gateway), webhookTimeScale: 0.1 },
    env: {
      API_GATEWAY_PORT: String(port),
      API_GATEWAY_ADMIN_KEY: adminKey,
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_URL: 'https://shop.example/telegram',
      TELEGRAM_WEBHOOK_SECRET: 'secret-of-the-settings',
      TELEGRAM_POLL_TIMEOUT_SECONDS: '1',
    },
  })
  await shop.start()
  salon = newBot('salon_bot')
  estate = newBot('estate_bot')
}, startTimeoutMs)
afterAll(() => shop.close())

let nextBot = 1

function newBot(username: string): EmulatedBot {
  const id = 5_000_000_000 + nextBot++
  return shop.telegram.addBot({ token: `${id}:token-of-${username}`, username })
}

async function call(method: string, path: string, body?: unknown) {
  const headers = {
    authorization: `Bearer ${adminKey}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
  const response = await fetch(`${gateway}${path}`, init)
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : JSON.parse(text) }
}

async function add(bot: EmulatedBot): Promise<number> {
  const { status, body } = await call('POST', '/api/v1/bots', { token: bot.token })
  expect(status).toBe(201)
  return body.id
}

async function untilState(id: number, state: string): Promise<void> {
  const read = async () => (await call('GET', '/api/v1/bots')).body.items.find((bot: { id: number }) => bot.id === id)
  await expect.poll(async () => (await read())?.state, { timeout: patienceMs }).toBe(state)
}

function untilAnswered(bot: EmulatedBot, person: SimulatedUser, text: string): Promise<unknown> {
  const said = () => shop.telegram.transcript(bot, person).filter(({ author }) => author === 'bot')
  return shop.until(() => said().some(entry => entry.text.includes(text)), patienceMs)
}

async function webhookOf(bot: EmulatedBot): Promise<string> {
  const { result } = await callApi(shop.telegram, bot, 'getWebhookInfo')
  return (result as { readonly url: string }).url
}

/** What Telegram was told last: where to call, and with which secret. */
function registrationOf(bot: EmulatedBot): { readonly path: string; readonly secret: string } {
  const params = shop.telegram.calls(bot, { method: 'setWebhook' }).at(-1)?.params ?? {}
  return { path: new URL(String(params.url)).pathname, secret: String(params.secret_token) }
}

function deliver(path: string, secret: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret }
  const message = { message_id: 1, date: 1, chat: { id: 1, type: 'private' } }
  return fetch(`${gateway}${path}`, { method: 'POST', headers, body: JSON.stringify({ update_id: 77, message }) })
}

it('each bot is called at a path of its own with a secret of its own, and answers; none is asked by long poll', async () => {
  for (const bot of [salon, estate]) await untilState(await add(bot), 'listening')
  const all = [shop.bot, salon, estate]
  const anna = shop.newClient('en')
  for (const bot of all) anna.say(bot, `hello ${bot.username}`)
  for (const bot of all) await untilAnswered(bot, anna, `hello ${bot.username}`)
  expect(all.flatMap(bot => shop.telegram.calls(bot, { method: 'getUpdates' }))).toEqual([])
  const told = all.map(registrationOf)
  expect(new Set(told.map(({ path }) => path)).size).toBe(3)
  expect(new Set(told.map(({ secret }) => secret)).size).toBe(3)
  for (const { path } of told.slice(1)) expect(path).toMatch(/^\/telegram\/[\w-]{22}$/)
  // Neither path nor secret tells the token or the number of its bot.
  expect(JSON.stringify(told.slice(1))).not.toMatch(/50000000|token/)
  for (const [index, { path }] of told.entries()) {
    const others = told.filter((_, other) => other !== index)
    for (const { secret } of others) expect((await deliver(path, secret)).status).toBe(401)
  }
  expect((await deliver('/telegram/of-no-bot', told[1]?.secret ?? '')).status).toBe(404)
}, 90_000)

it('a token that is revoked, and a bot whose webhook Telegram refuses, stop no other', async () => {
  const [revoked, refused, sound] = [newBot('revoked_bot'), newBot('refused_bot'), newBot('sound_bot')]
  const revokedId = await add(revoked)
  shop.telegram.faults.add({ bot: revoked, kind: 'status', status: 401, description: 'Unauthorized', times: Infinity })
  const bad = 'Bad Request: bad webhook: Failed to resolve host'
  shop.telegram.faults.add({ bot: refused, method: 'setWebhook', kind: 'status', status: 400, description: bad })
  const refusedId = await add(refused)
  const soundId = await add(sound)
  await untilState(revokedId, 'unauthorized')
  await untilState(refusedId, 'webhook-refused')
  await untilState(soundId, 'listening')
  const boris = shop.newClient('en')
  for (const bot of [sound, shop.bot]) boris.say(bot, `still there ${bot.username}?`)
  for (const bot of [sound, shop.bot]) await untilAnswered(bot, boris, `still there ${bot.username}?`)
  for (const id of [revokedId, refusedId]) expect((await call('DELETE', `/api/v1/bots/${id}`)).status).toBe(204)
}, 90_000)

it('a paused bot is called no more, goes on with what was said meanwhile, and a removed one leaves no webhook', async () => {
  const bot = newBot('short_bot')
  const id = await add(bot)
  await untilState(id, 'listening')
  const address = await webhookOf(bot)
  await call('PATCH', `/api/v1/bots/${id}`, { enabled: false })
  await expect.poll(() => webhookOf(bot), { timeout: patienceMs }).toBe('')
  const clara = shop.newClient('en')
  clara.say(bot, 'while you were away')
  await call('PATCH', `/api/v1/bots/${id}`, { enabled: true })
  await untilAnswered(bot, clara, 'while you were away')
  expect(await webhookOf(bot)).toBe(address)
  await call('DELETE', `/api/v1/bots/${id}`)
  await expect.poll(() => webhookOf(bot), { timeout: patienceMs }).toBe('')
  expect((await deliver(new URL(address).pathname, registrationOf(bot).secret)).status).toBe(404)
}, 90_000)

it('a stop leaves every webhook set; started again by long poll none is left, and every bot answers', async () => {
  const bots = [shop.bot, salon, estate]
  const before = await Promise.all(bots.map(webhookOf))
  expect(before.every(url => url !== '')).toBe(true)
  await shop.platform.stop()
  expect(await Promise.all(bots.map(webhookOf))).toEqual(before)
  const dora = shop.newClient('en')
  for (const bot of bots) dora.say(bot, `meanwhile to ${bot.username}`)
  await shop.start({ TELEGRAM_MODE: 'polling' })
  for (const bot of bots) await untilAnswered(bot, dora, `meanwhile to ${bot.username}`)
  expect(await Promise.all(bots.map(webhookOf))).toEqual(bots.map(() => ''))
}, 120_000)
