import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EmulatedBot, type SimulatedUser, startTelegramEmulator, type TelegramEmulator } from './index.ts'

let emulator: TelegramEmulator
let bot: EmulatedBot
let anna: SimulatedUser

beforeEach(async () => {
  emulator = await startTelegramEmulator()
  bot = emulator.addBot({ token: '1001:wire', username: 'wire_bot' })
  anna = emulator.addUser({ firstName: 'Anna' })
  anna.say(bot, '/start')
})
afterEach(() => emulator.close())

function post(path: string, body: string | URLSearchParams | FormData, contentType?: string): Promise<Response> {
  const headers = contentType === undefined ? undefined : { 'Content-Type': contentType }
  return fetch(`${emulator.url}${path}`, { method: 'POST', body, headers })
}

test('JSON, a form, multipart and a query string mean the same, and method names have no case', async () => {
  const fields = { chat_id: String(anna.id), text: 'привет' }
  const multipart = new FormData()
  for (const [name, value] of Object.entries(fields)) multipart.set(name, value)
  const responses = await Promise.all([
    post('/bot1001:wire/sendMessage', JSON.stringify(fields), 'application/json'),
    post('/bot1001:wire/SENDMESSAGE', new URLSearchParams(fields)),
    post('/bot1001:wire/sendmessage', multipart),
    fetch(`${emulator.url}/bot1001%3Awire/sendMessage?${new URLSearchParams(fields)}`),
  ])
  for (const response of responses) {
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ ok: true, result: { text: 'привет', chat: { id: anna.id } } })
  }
})

test('structures inside a form are JSON', async () => {
  const reply_markup = JSON.stringify({ inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] })
  const fields = new URLSearchParams({ chat_id: String(anna.id), text: 'ok?', reply_markup })
  const body = await (await post('/bot1001:wire/sendMessage', fields)).json()
  expect(body).toMatchObject({ result: { reply_markup: { inline_keyboard: [[{ callback_data: 'yes' }]] } } })
})

test.each([
  ['/bot1001:wire/sendCarrierPigeon', 404, 'Not Found: method not found'],
  ['/bot1001:wire', 404, 'Not Found'],
  ['/elsewhere', 404, 'Not Found'],
  ['/bot999:other/getMe', 401, 'Unauthorized'],
  ['/botnonsense/getMe', 401, 'Unauthorized: invalid token specified'],
])('%s is answered with %i', async (path, status, description) => {
  const response = await post(path, '{}', 'application/json')
  expect(response.status).toBe(status)
  expect(await response.json()).toEqual({ ok: false, error_code: status, description })
})

test('a body that is not what it says is refused', async () => {
  const broken = await post('/bot1001:wire/getMe', '{"a":', 'application/json')
  expect(await broken.json()).toMatchObject({ error_code: 400, description: "Bad Request: can't parse JSON object" })
  const cut = await post('/bot1001:wire/getMe', '--x\r\ncontent', 'multipart/form-data; boundary=x')
  expect(await cut.json()).toMatchObject({ error_code: 400 })
})

function formOf(disposition: string, value = 'hi'): string {
  const field = `--b\r\nContent-Disposition: form-data; name=chat_id\r\n\r\n${anna.id}\r\n`
  return `${field}--b\r\n${disposition}\r\n\r\n${value}\r\n--b--\r\n`
}

test.each([
  ['Content-Disposition: form-data; name=text', 200, undefined],
  ['content-disposition:form-data;name="te\\xt"', 200, undefined],
  ['Content-Disposition: form-data; name=%74ext', 200, undefined],
  ['Content-Disposition: attachment; name=text', 400, 'expected form-data content disposition'],
  ['Content-Disposition: form-data; filename=text', 400, 'field name in multipart/form-data not found'],
  ['Content-Type: text/plain', 400, 'field name in multipart/form-data not found'],
  ['Content-Disposition: form-data; name="text', 400, 'unclosed quoted string in Content-Disposition header'],
  ['Content-Disposition: form-data; name="text" x', 400, "expected ';' in Content-Disposition header"],
])('a part that says %j is read as the server reads it', async (disposition, status, words) => {
  const response = await post('/bot1001:wire/sendMessage', formOf(disposition), 'multipart/form-data; boundary=b')
  const body = (await response.json()) as { description?: string }
  expect([response.status, body.description]).toEqual([status, words && `Bad Request: ${words}`])
})

test('a part that ends before its boundary is refused, and one that only holds the letters of it is whole', async () => {
  const send = (body: string) => post('/bot1001:wire/sendMessage', body, 'multipart/form-data; boundary=b')
  const cut = formOf('Content-Disposition: form-data; name=text').replace('--b--', '')
  expect((await send(cut)).status).toBe(400)
  const tricky = formOf('Content-Disposition: form-data; name=text', 'a--b--c')
  expect(await (await send(tricky)).json()).toMatchObject({ result: { text: 'a--b--c' } })
})

test('getMe describes the bot', async () => {
  const body = await (await fetch(`${emulator.url}/bot1001:wire/getMe`)).json()
  expect(body).toMatchObject({ ok: true, result: { id: 1001, is_bot: true, username: 'wire_bot' } })
})
