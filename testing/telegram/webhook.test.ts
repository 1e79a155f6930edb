import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Bot, webhookCallback } from 'grammy'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '#shared/utils'
import { callApi } from './call-api.ts'
import { type EmulatedBot, type SimulatedUser, startTelegramEmulator, type TelegramEmulator } from './index.ts'

let clock: FakeClock
let emulator: TelegramEmulator
let bot: EmulatedBot
let anna: SimulatedUser
const servers: Server[] = []

beforeEach(async () => {
  clock = createFakeClock()
  emulator = await startTelegramEmulator({ clock })
  bot = emulator.addBot({ token: '1001:hook', username: 'hook_bot' })
  anna = emulator.addUser({ firstName: 'Anna' })
})
afterEach(async () => {
  await emulator.close()
  for (const server of servers.splice(0)) await new Promise(resolve => server.close(resolve))
})

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handle)
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
}

interface Received {
  readonly text: string
  readonly secret: string | undefined
  readonly response: ServerResponse
}

/** A webhook server that hands every request to the test, which answers it when it likes. */
async function serveByHand(params: Readonly<Record<string, unknown>> = {}): Promise<Received[]> {
  const received: Received[] = []
  const url = await serve((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      const { message } = JSON.parse(body) as { message: { text: string } }
      const secret = request.headers['x-telegram-bot-api-secret-token']
      received.push({ text: message.text, secret: secret?.toString(), response })
    })
  })
  await callApi(emulator, bot, 'setWebhook', { url, ...params })
  return received
}

/** Answers the latest request and gives the emulator time to hear it. */
async function answer(received: readonly Received[], status: number, headers: Record<string, string> = {}) {
  received.at(-1)?.response.writeHead(status, headers).end()
  await settleNetwork()
}

/** Lets everything that is on its way through local sockets arrive: answering a call of our own takes at least as long. */
async function settleNetwork(): Promise<void> {
  for (let round = 0; round < 10; round++) await callApi(emulator, bot, 'getMe')
}

const texts = (received: readonly Received[]) => received.map(({ text }) => text)

test('a grammY webhook gets the secret and answers; a forged secret never reaches it', async () => {
  const client = new Bot(bot.token, { client: { apiRoot: emulator.url } })
  client.on('message:text', ctx => ctx.reply(`echo ${ctx.msg.text}`))
  const handle = webhookCallback(client, 'http', { secretToken: 'a-secret_1' })
  const url = await serve((request, response) => void handle(request, response))
  await client.api.setWebhook(url, { secret_token: 'a-secret_1', max_connections: 10 })
  anna.say(bot, 'hi')
  await emulator.waitFor(() => emulator.transcript(bot, anna)[1]?.text === 'echo hi')
  const forged = await fetch(url, {
    method: 'POST',
    headers: { 'X-Telegram-Bot-Api-Secret-Token': 'guess' },
    body: '{}',
  })
  expect(forged.status).toBe(401)
  await emulator.waitFor(() => emulator.pendingUpdateIds(bot).length === 0)
})

test('a chat gets one update at a time, in order, while others go on beside it', async () => {
  const boris = emulator.addUser({ firstName: 'Boris' })
  const received = await serveByHand()
  for (const text of ['anna 1', 'anna 2', 'anna 3']) anna.say(bot, text)
  boris.say(bot, 'boris 1')
  await settleNetwork()
  expect(texts(received).sort()).toEqual(['anna 1', 'boris 1'])
  for (const { response } of received.splice(0)) response.end()
  await settleNetwork()
  expect(texts(received)).toEqual(['anna 2'])
  await answer(received, 200)
  expect(texts(received)).toEqual(['anna 2', 'anna 3'])
})

test('at most max_connections requests are in flight', async () => {
  const received = await serveByHand({ max_connections: 2 })
  for (let index = 0; index < 5; index++) emulator.addUser({ firstName: `User ${index}` }).say(bot, `${index}`)
  await settleNetwork()
  expect(texts(received)).toEqual(['0', '1'])
})

test('a refused update comes again: at once, then after 2 s, then after 4 s, and later ones wait behind it', async () => {
  const received = await serveByHand()
  anna.say(bot, 'first')
  anna.say(bot, 'second')
  await settleNetwork()
  await answer(received, 500)
  expect(texts(received)).toEqual(['first', 'first'])
  await answer(received, 500)
  await clock.advance(1_999)
  await settleNetwork()
  expect(received).toHaveLength(2)
  await clock.advance(1)
  await settleNetwork()
  expect(received).toHaveLength(3)
  await answer(received, 503)
  await clock.advance(4_000)
  await settleNetwork()
  await answer(received, 200)
  expect(texts(received)).toEqual(['first', 'first', 'first', 'first', 'second'])
})

test('Retry-After is honoured', async () => {
  const received = await serveByHand()
  anna.say(bot, 'patience')
  await settleNetwork()
  await answer(received, 503, { 'Retry-After': '30' })
  await clock.advance(29_999)
  await settleNetwork()
  expect(received).toHaveLength(1)
  await clock.advance(1)
  await settleNetwork()
  expect(received).toHaveLength(2)
})

test('a server that does not answer within 60 s gets the same update again', async () => {
  const received = await serveByHand()
  anna.say(bot, 'slow')
  await settleNetwork()
  await clock.advance(60_000)
  await settleNetwork()
  expect(texts(received)).toEqual(['slow', 'slow'])
  const info = await callApi(emulator, bot, 'getWebhookInfo')
  expect(info.result).toMatchObject({ pending_update_count: 1, last_error_message: 'Read timeout expired' })
})

test('410 Gone for 23 hours removes the webhook; the update stays for getUpdates', async () => {
  const halfHour = { 'Retry-After': '1800' }
  const url = await serve((_request, response) => void response.writeHead(410, halfHour).end())
  await callApi(emulator, bot, 'setWebhook', { url })
  anna.say(bot, 'anyone?')
  await settleNetwork()
  const webhookInfo = async () => (await callApi(emulator, bot, 'getWebhookInfo')).result
  for (let hours = 0.5; hours <= 23; hours += 0.5) {
    await clock.advance(1_800_000)
    await settleNetwork()
  }
  expect(await webhookInfo()).toMatchObject({ url, pending_update_count: 1 })
  await clock.advance(1_800_000)
  await settleNetwork()
  expect(await webhookInfo()).toMatchObject({ url: '' })
  expect((await callApi(emulator, bot, 'getUpdates')).result).toMatchObject([{ message: { text: 'anyone?' } }])
})

test('a redelivered update reaches a webhook a second time, with its old number', async () => {
  const received = await serveByHand()
  const { updateId } = anna.say(bot, 'again?')
  await settleNetwork()
  await answer(received, 200)
  expect(emulator.redeliver(bot, [updateId ?? 0])).toEqual([updateId])
  await settleNetwork()
  expect(texts(received)).toEqual(['again?', 'again?'])
})

test('a method in the answer is executed', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ method: 'sendMessage', chat_id: anna.id, text: 'by answer' }))
  })
  await callApi(emulator, bot, 'setWebhook', { url })
  anna.say(bot, 'hi')
  await emulator.waitFor(() => emulator.transcript(bot, anna)[1]?.text === 'by answer')
})

test('setting a webhook sends a waiting getUpdates away, and takes over what waits', async () => {
  const polling = callApi(emulator, bot, 'getUpdates', { timeout: 30 })
  await emulator.waitFor(() => emulator.calls(bot).length === 1)
  const received = await serveByHand()
  expect(await polling).toMatchObject({ status: 409, description: 'Conflict: terminated by setWebhook request' })
  anna.say(bot, 'hi')
  await settleNetwork()
  expect(texts(received)).toEqual(['hi'])
})

test.each([
  [{ url: 'http://example.com/hook' }, 'bad webhook: An HTTPS URL must be provided for webhook'],
  [{ url: 'https://example.com:8080/hook' }, 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443'],
  [{ url: 'https://example.com/hook' }, 'bad webhook: Failed to resolve host: Name or service not known'],
  [{ url: 'nonsense' }, 'invalid webhook URL specified'],
  [{ url: 'http://127.0.0.1:9/', secret_token: 'no spaces' }, 'secret token contains unallowed characters'],
])('setWebhook with %o is refused', async (params, words) => {
  expect((await callApi(emulator, bot, 'setWebhook', params)).description).toBe(`Bad Request: ${words}`)
})
