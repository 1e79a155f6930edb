import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'
import type { EmulatedBot, SimulatedUser } from '../testing/telegram/index.ts'

/** Several bots in one install: what happens to one is not felt by another, and no token is found where it does not belong. */
const adminKey = 'admin-key-of-this-test'
const canary = 'CANARY-of-a-token'
const ownerId = 700_000_001
let shop: PlatformHarness
let owner: SimulatedUser
const answers: string[] = []

beforeAll(async () => {
  shop = await openPlatformHarness({
    env: {
      API_GATEWAY_ADMIN_KEY: adminKey,
      TELEGRAM_OWNER_ID: String(ownerId),
      TELEGRAM_POLL_TIMEOUT_SECONDS: '1',
      LOGGING_LEVEL: 'debug',
    },
  })
  owner = shop.telegram.addUser({ id: ownerId, firstName: 'Owner', languageCode: 'en' })
  await shop.start()
}, startTimeoutMs)
afterAll(() => shop.close())

let nextBot = 1

function newBot(username: string): EmulatedBot {
  const id = 5_000_000_000 + nextBot++
  return shop.telegram.addBot({ token: `${id}:${canary}-${id}`, username })
}

async function call(method: string, path: string, body?: unknown) {
  const headers = {
    authorization: `Bearer ${adminKey}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
  const response = await fetch(`${shop.platform.gatewayUrl()}${path}`, init)
  const text = await response.text()
  answers.push(text)
  return { status: response.status, body: text === '' ? null : JSON.parse(text) }
}

async function add(bot: EmulatedBot, playbook: string | null = null): Promise<number> {
  const { status, body } = await call('POST', '/api/v1/bots', { token: bot.token, playbook })
  expect({ status, body }).toMatchObject({ status: 201, body: { username: bot.username, enabled: true } })
  return body.id
}

async function untilState(id: number, state: string): Promise<void> {
  const read = async () => (await call('GET', '/api/v1/bots')).body.items.find((bot: { id: number }) => bot.id === id)
  await expect.poll(async () => (await read())?.state, { timeout: 20_000 }).toBe(state)
}

function saidBy(bot: EmulatedBot, person: SimulatedUser): readonly string[] {
  return shop.telegram.transcript(bot, person).flatMap(entry => (entry.author === 'bot' ? [entry.text] : []))
}

function untilAnswered(bot: EmulatedBot, person: SimulatedUser, text: string): Promise<unknown> {
  return shop.until(() => saidBy(bot, person).some(said => said.includes(text)), 20_000)
}

const refuseTo = (bot: EmulatedBot) =>
  shop.telegram.faults.add({ bot, kind: 'status', status: 401, description: 'Unauthorized', times: Infinity })

it('a token that Telegram does not know is refused, and nothing is stored', async () => {
  const refused = await call('POST', '/api/v1/bots', { token: `5999999999:${canary}-unknown` })
  expect(refused).toMatchObject({ status: 422, body: { code: 'bot.token_refused' } })
  expect((await call('POST', '/api/v1/bots', { token: 'no token' })).body.code).toBe('bot.token_refused')
  expect((await call('GET', '/api/v1/bots')).body.items).toMatchObject([{ source: 'settings', state: 'listening' }])
})

it('with one token wrong and one revoked, the other bots answer every message', async () => {
  owner.say(shop.bot, '/start')
  await shop.until(() => saidBy(shop.bot, owner).length > 0)
  const [salon, estate, wrong, revoked] = [
    newBot('salon_bot'),
    newBot('estate_bot'),
    newBot('wrong_bot'),
    newBot('late_bot'),
  ]
  const ids = []
  for (const bot of [salon, estate, wrong, revoked]) ids.push(await add(bot))
  for (const id of ids) await untilState(id, 'listening')
  const refusedAtStart = refuseTo(wrong)
  await shop.platform.stop()
  await shop.start()
  await untilState(ids[2] ?? 0, 'unauthorized')
  refuseTo(revoked)
  const clients = [shop.newClient('en'), shop.newClient('en'), shop.newClient('en')]
  const sound = [shop.bot, salon, estate]
  for (const round of [1, 2, 3]) {
    for (const [index, bot] of sound.entries()) {
      for (const [place, client] of clients.entries()) client.say(bot, `words ${index}.${place}.${round}`)
    }
    for (const [index, bot] of sound.entries()) {
      for (const [place, client] of clients.entries())
        await untilAnswered(bot, client, `words ${index}.${place}.${round}`)
    }
  }
  await untilState(ids[3] ?? 0, 'unauthorized')
  const ready = await call('GET', '/ready')
  expect(ready.status).toBe(200)
  expect(ready.body.dependencies).toContainEqual(
    expect.objectContaining({ name: 'bots', state: 'degraded', detail: '2 of 5 not listening: unauthorized' }),
  )
  const told = () => saidBy(shop.bot, owner).filter(text => text.includes('revoked'))
  await shop.until(() => told().length === 2, 20_000)
  expect(
    told()
      .map(text => /@\w+/.exec(text)?.[0])
      .sort(),
  ).toEqual(['@late_bot', '@wrong_bot'])
  // Mended: the same token counts again once somebody says so.
  refusedAtStart.remove()
  await call('PATCH', `/api/v1/bots/${ids[2]}`, { enabled: true })
  await untilState(ids[2] ?? 0, 'listening')
  expect(told()).toHaveLength(2)
}, 120_000)

it('two bots with the same client hold two conversations, each in the words of its playbook', async () => {
  const [beauty, general] = [newBot('beauty_bot'), newBot('general_bot')]
  const ids = [await add(beauty, 'beauty-salon'), await add(general, 'general')]
  const anna = shop.newClient('en')
  anna.say(beauty, 'What do you do?')
  await shop.until(() => saidBy(beauty, anna).length > 0, 20_000)
  anna.say(general, 'And what do you do here?')
  await shop.until(() => saidBy(general, anna).length > 0, 20_000)
  const rows = await shop.database.db
    .selectFrom('conversations')
    .select('account_id')
    .where('user_id', '=', anna.id)
    .orderBy('account_id')
    .execute()
  expect(rows.map(row => row.account_id)).toEqual(ids)
  const systemOf = (question: string) =>
    shop.model
      .chatRequests()
      .find(({ messages }) => messages.at(-1)?.content?.includes(question))
      ?.messages.find(({ role }) => role === 'system')?.content
  expect(systemOf('What do you do?')).toContain('You are Liza')
  expect(systemOf('And what do you do here?')).toContain('the assistant of a small business')
  expect(systemOf('And what do you do here?')).not.toContain('Liza')
  const refused = await call('PATCH', `/api/v1/bots/${ids[0]}`, { playbook: 'no-such' })
  expect(refused).toMatchObject({ status: 422, body: { code: 'bot.playbook_invalid' } })
}, 60_000)

it('a bot is paused, goes on and is removed without a restart, and the others go on meanwhile', async () => {
  const bot = newBot('short_bot')
  const id = await add(bot)
  const [anna, boris] = [shop.newClient('en'), shop.newClient('en')]
  await untilState(id, 'listening')
  expect((await call('PATCH', `/api/v1/bots/${id}`, { enabled: false })).body).toMatchObject({ state: 'paused' })
  await shop.platform.untilSaid(new RegExp(`"accountId":${id}\\D.*bot\\.stopped`))
  anna.say(bot, 'while you were away')
  boris.say(shop.bot, 'and you?')
  await untilAnswered(shop.bot, boris, 'and you?')
  expect(saidBy(bot, anna)).toEqual([])
  await call('PATCH', `/api/v1/bots/${id}`, { enabled: true })
  await untilAnswered(bot, anna, 'while you were away')
  expect((await call('DELETE', `/api/v1/bots/${id}`)).status).toBe(204)
  expect((await call('DELETE', `/api/v1/bots/${id}`)).status).toBe(404)
  const removed = await shop.database.db
    .selectFrom('bot_accounts')
    .select(['sealed_token', 'key_id'])
    .where('account_id', '=', id as never)
    .execute()
  expect(removed).toEqual([{ sealed_token: null, key_id: null }])
}, 60_000)

it('the bot of the settings is changed there only', async () => {
  const [first] = (await call('GET', '/api/v1/bots')).body.items
  expect(first.source).toBe('settings')
  expect((await call('PATCH', `/api/v1/bots/${first.id}`, { enabled: false })).body.code).toBe('bot.from_settings')
  expect((await call('DELETE', `/api/v1/bots/${first.id}`)).body.code).toBe('bot.from_settings')
  expect((await call('POST', '/api/v1/bots', { token: shop.bot.token })).body.code).toBe('bot.exists')
})

it('no token is in the database, its log, what was printed, or an answer; the key is for its owner alone', async () => {
  expect((await call('GET', '/api/v1/audit')).body.items[0]).toMatchObject({ action: 'bot.remove' })
  const files = readdirSync(shop.folder, { recursive: true, encoding: 'utf8' }).map(name => join(shop.folder, name))
  const kept = files.filter(path => statSync(path).isFile())
  expect(kept.filter(path => /\.db(-wal)?$/.test(path))).toHaveLength(2)
  expect(kept.filter(path => readFileSync(path).includes(canary))).toEqual([])
  expect(shop.platform.said.stdout + shop.platform.said.stderr).not.toContain(canary)
  expect(answers.join('\n')).not.toContain(canary)
  expect(statSync(join(shop.folder, 'data/secret.key')).mode & 0o777).toBe(0o600)
})
