import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, Secret, silentLogger, systemClock } from '#shared/utils'
import { type EmulatedBot, startTelegramEmulator, type TelegramEmulator } from '../../../testing/telegram/index.ts'
import type { InboundUpdate } from '../contract.ts'
import { announceCommands, announceCrewCommands } from './announce-commands.ts'
import { createTelegramClient, type TelegramClient } from './client/create-client.ts'
import { botIdOfToken, identifyBot } from './identify-bot.ts'
import { updateIdOf } from './read-update.ts'
import { createWebhookHandler } from './webhook/create-webhook-handler.ts'
import { createWebhookServer } from './webhook/create-webhook-server.ts'
import { registerWebhook, type WebhookRegistration } from './webhook/register-webhook.ts'

const TOKEN = '42:a-secret-token'
const { signal } = new AbortController()
let emulator: TelegramEmulator
let bot: EmulatedBot
let client: TelegramClient

beforeEach(async () => {
  emulator = await startTelegramEmulator({ webhookTimeScale: 0.01 })
  bot = emulator.addBot({ token: TOKEN, username: 'sales_bot', name: 'Sales' })
  client = clientOf(TOKEN)
})

afterEach(() => emulator.close())

describe('a bot', () => {
  it('is identified by its token', async () => {
    expect(await identifyBot(client, signal)).toEqual({
      kind: 'identified',
      bot: {
        id: 42,
        username: 'sales_bot',
        displayName: 'Sales',
        canReadAllGroupMessages: false,
        canConnectToBusiness: true,
      },
    })
  })

  it.each(['43:revoked', 'not-a-token'])('with the token %s is unauthorized', async token => {
    expect(await identifyBot(clientOf(token), signal)).toEqual({ kind: 'unauthorized' })
  })

  it('is unreachable, with the reason, when Telegram is', async () => {
    emulator.faults.add({ method: 'getMe', kind: 'status', status: 502 })
    expect(await identifyBot(client, signal)).toEqual({ kind: 'unreachable', code: 'http_502' })
    await emulator.close()
    expect(await identifyBot(clientOf(TOKEN), signal)).toEqual({ kind: 'unreachable', code: 'ECONNREFUSED' })
  })

  it.each([
    ['123456:ABC-def_9', 123456],
    ['123456', null],
    ['bot123:ABC', null],
    ['99999999999999999999:ABC', null],
    ['', null],
  ])('has its id in the token %s', (token, id) => {
    expect(botIdOfToken(new Secret(token))).toBe(id)
  })
})

describe('the menu of commands', () => {
  it('is Russian in Russian apps and English in all others', async () => {
    expect(await announceCommands(client, signal)).toEqual({ kind: 'announced' })
    const english = await client.raw.getMyCommands({})
    const russian = await client.raw.getMyCommands({ language_code: 'ru' })
    expect(english.map(({ command }) => command)).toEqual(['start', 'help', 'privacy', 'export', 'forget', 'stop'])
    expect(russian.map(({ command }) => command)).toEqual(['start', 'help', 'privacy', 'export', 'forget', 'stop'])
    expect(russian[0]?.description).toBe('Начать разговор')
  })

  it('of the business stands in the chats of its people alone, and the set-up only where it is done', async () => {
    const [owner, operator] = ['Olga', 'Oleg'].map(firstName => emulator.addUser({ firstName }))
    if (owner === undefined || operator === undefined) throw new TypeError('nobody there')
    for (const member of [owner, operator]) member.say(bot, '/start')
    await announceCommands(client, signal)
    for (const member of [owner, operator])
      expect(await announceCrewCommands(client, { userId: member.id, maySetUp: member === owner }, signal)).toEqual({
        kind: 'announced',
      })
    const menu = ['leads', 'today', 'stats', 'status', 'limits', 'pause', 'resume']
    expect(await namesFor(owner.id)).toEqual([...menu, 'setup'])
    expect(await namesFor(operator.id)).toEqual(menu)
    expect(await namesFor(operator.id, 'ru')).toEqual(menu)
    const clients = await client.raw.getMyCommands({})
    expect(clients.map(({ command }) => command)).toEqual(['start', 'help', 'privacy', 'export', 'forget', 'stop'])
  })

  it('of somebody who has not started the bot cannot be set yet', async () => {
    const refused = await announceCrewCommands(client, { userId: 777, maySetUp: true }, signal)
    expect(refused).toEqual({ kind: 'failed', code: 'chat_not_found' })
  })

  it('that Telegram does not take is no surprise', async () => {
    emulator.faults.add({ method: 'setMyCommands', kind: 'status', status: 429, retryAfter: 5 })
    expect(await announceCommands(client, signal)).toEqual({ kind: 'failed', code: 'rate-limited' })
  })
})

describe('a webhook', () => {
  const secret = new Secret('a_webhook-secret')
  const registration: WebhookRegistration = {
    url: 'https://bots.example.org/telegram',
    secret,
    allowedUpdates: ['message'],
  }

  it('is registered with its secret, kinds and what waits kept', async () => {
    await emulator.close()
    emulator = await startTelegramEmulator({ routeWebhook: () => new URL('http://127.0.0.1:1/') })
    bot = emulator.addBot({ token: TOKEN, username: 'sales_bot' })
    expect(await registerWebhook(clientOf(TOKEN), registration, signal)).toEqual({ kind: 'registered' })
    expect(emulator.calls(bot, { method: 'setWebhook' })[0]?.params).toEqual({
      url: 'https://bots.example.org/telegram',
      secret_token: 'a_webhook-secret',
      allowed_updates: ['message'],
      max_connections: 40,
      drop_pending_updates: false,
    })
  })

  it('delivers each update once it can be stored, though the first try failed', async () => {
    const stored: InboundUpdate[] = []
    let failures = 1
    const handler = createWebhookHandler({
      secret,
      parse,
      async receive(updates) {
        if (failures-- > 0) throw new Error('database is locked')
        stored.push(...updates)
      },
      logger: silentLogger,
    })
    const handlers = new Map([['/telegram', handler]])
    const server = await createWebhookServer({ host: '127.0.0.1', port: 0, handlers, clock: systemClock })
    const url = `http://127.0.0.1:${server.port}/telegram`
    expect(await registerWebhook(client, { ...registration, url }, signal)).toEqual({ kind: 'registered' })
    const anna = emulator.addUser({ firstName: 'Anna' })
    const ids = ['one', 'two', 'three'].map(text => anna.say(bot, text).updateId)
    await emulator.waitFor(() => stored.length === ids.length)
    expect(stored.map(update => update.updateId)).toEqual(ids)
    await server.close(1_000)
  })

  it.each([
    ['http://bots.example.org/telegram', { kind: 'refused', reason: expect.stringContaining('HTTPS') }],
    ['https://bots.example.org:1234/telegram', { kind: 'refused', reason: expect.stringContaining('ports') }],
  ])('at %s is refused in Telegram’s own words', async (url, outcome) => {
    expect(await registerWebhook(client, { ...registration, url }, signal)).toEqual(outcome)
  })

  it.each([
    [{ status: 401 }, { kind: 'unauthorized' }],
    [
      { status: 429, retryAfter: 1 },
      { kind: 'rate-limited', retryAfterMs: 1_000 },
    ],
    [{ status: 500 }, { kind: 'unreachable', code: 'http_500' }],
  ])('answered with %j is told apart', async (fault, outcome) => {
    emulator.faults.add({ method: 'setWebhook', kind: 'status', ...fault })
    expect(await registerWebhook(client, registration, signal)).toEqual(outcome)
  })
})

async function namesFor(userId: number, language_code?: 'ru'): Promise<readonly string[]> {
  const scope = { type: 'chat', chat_id: userId } as const
  const commands = await client.raw.getMyCommands({ scope, ...(language_code && { language_code }) })
  return commands.map(({ command }) => command)
}

function clientOf(token: string): TelegramClient {
  return createTelegramClient({ token: new Secret(token), apiRoot: emulator.url, clock: createFakeClock() })
}

function parse(update: unknown): InboundUpdate {
  return {
    updateId: updateIdOf(update) ?? -1,
    updateKind: 'message',
    raw: '',
    inbound: { kind: 'ignored', reason: 'test' },
  }
}
