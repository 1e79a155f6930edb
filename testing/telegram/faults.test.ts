import { Bot, HttpError } from 'grammy'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '#shared/utils'
import { callApi } from './call-api.ts'
import { type EmulatedBot, type SimulatedUser, startTelegramEmulator, type TelegramEmulator } from './index.ts'

let clock: FakeClock
let emulator: TelegramEmulator
let bot: EmulatedBot
let anna: SimulatedUser
let client: Bot

beforeEach(async () => {
  clock = createFakeClock()
  emulator = await startTelegramEmulator({ clock })
  bot = emulator.addBot({ token: '1001:fault', username: 'fault_bot' })
  anna = emulator.addUser({ firstName: 'Anna' })
  anna.say(bot, '/start')
  client = new Bot(bot.token, { client: { apiRoot: emulator.url } })
})
afterEach(() => emulator.close())

const sentTexts = () =>
  emulator
    .transcript(bot, anna)
    .filter(({ author }) => author === 'bot')
    .map(({ text }) => text)
const outcomes = () => emulator.calls(bot, { method: 'sendMessage' }).map(({ outcome }) => outcome.kind)

test('a lost answer: the message is there, the caller sees a broken connection', async () => {
  emulator.faults.add({ kind: 'lose-answer', method: 'sendMessage' })
  await expect(client.api.sendMessage(anna.id, 'hello')).rejects.toThrow(HttpError)
  expect(sentTexts()).toEqual(['hello'])
  expect(outcomes()).toEqual(['answer-lost'])
})

test('a dropped call: nothing is there', async () => {
  emulator.faults.add({ kind: 'drop', method: 'sendmessage' })
  await expect(client.api.sendMessage(anna.id, 'hello')).rejects.toThrow(HttpError)
  expect(sentTexts()).toEqual([])
  expect(outcomes()).toEqual(['dropped'])
})

test('a hanging call is never answered', async () => {
  emulator.faults.add({ kind: 'hang', method: 'sendMessage' })
  const hurry = new AbortController()
  const attempt = client.api.sendMessage(anna.id, 'hello', {}, hurry.signal as never)
  await emulator.waitFor(() => outcomes()[0] === 'hung')
  hurry.abort()
  await expect(attempt).rejects.toThrow()
  expect(sentTexts()).toEqual([])
})

test('a delayed call is executed when its time has come', async () => {
  emulator.faults.add({ kind: 'delay', delayMs: 1_000, method: 'sendMessage' })
  const attempt = client.api.sendMessage(anna.id, 'hello')
  await emulator.waitFor(() => outcomes().length === 1)
  expect(sentTexts()).toEqual([])
  await clock.advance(1_000)
  await attempt
  expect(sentTexts()).toEqual(['hello'])
})

test('an answer that is not JSON breaks the caller, and nothing is sent', async () => {
  emulator.faults.add({ kind: 'garbage', method: 'sendMessage' })
  await expect(client.api.sendMessage(anna.id, 'hello')).rejects.toThrow(HttpError)
  expect(sentTexts()).toEqual([])
})

test('a fault hits its method and chat, as often as it says, and can be removed', async () => {
  const boris = emulator.addUser({ firstName: 'Boris' })
  boris.say(bot, 'hi')
  const fault = emulator.faults.add({ kind: 'status', status: 502, method: 'sendMessage', chatId: anna.id, times: 2 })
  const send = async (chatId: number) =>
    (await callApi(emulator, bot, 'sendMessage', { chat_id: chatId, text: 'x' })).status
  expect(await send(boris.id)).toBe(200)
  expect([await send(anna.id), await send(anna.id), await send(anna.id)]).toEqual([502, 502, 200])
  expect(fault.hits).toBe(2)
  const forever = emulator.faults.add({ kind: 'status', status: 500, times: Number.POSITIVE_INFINITY })
  expect(await send(boris.id)).toBe(500)
  forever.remove()
  expect(await send(boris.id)).toBe(200)
})

test('a migrated group can be faked', async () => {
  emulator.faults.add({
    kind: 'status',
    status: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    migrateToChatId: -100500,
  })
  const refused = await callApi(emulator, bot, 'sendMessage', { chat_id: anna.id, text: 'x' })
  expect(refused.parameters).toEqual({ migrate_to_chat_id: -100500 })
})
