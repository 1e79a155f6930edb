import { afterEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '#shared/utils'
import { type ApiResponse, callApi } from './call-api.ts'
import {
  type EmulatedBot,
  type SimulatedUser,
  startTelegramEmulator,
  type TelegramEmulator,
  type TelegramEmulatorOptions,
} from './index.ts'

let clock: FakeClock
let emulator: TelegramEmulator
let bot: EmulatedBot
let anna: SimulatedUser

async function start(rateModel: TelegramEmulatorOptions['rateModel']): Promise<void> {
  clock = createFakeClock()
  emulator = await startTelegramEmulator({ clock, rateModel })
  bot = emulator.addBot({ token: '1001:flood', username: 'flood_bot' })
  anna = emulator.addUser({ firstName: 'Anna' })
  anna.say(bot, '/start')
}
afterEach(() => emulator.close())

const send = (chatId = anna.id): Promise<ApiResponse> =>
  callApi(emulator, bot, 'sendMessage', { chat_id: chatId, text: 'hello' })

test('a chat takes a short burst, then 429 with retry_after in body and header', async () => {
  await start('telegram')
  for (let index = 0; index < 3; index++) expect((await send()).status).toBe(200)
  expect(await send()).toMatchObject({
    status: 429,
    retryAfter: '3',
    description: 'Too Many Requests: retry after 3',
    parameters: { retry_after: 3 },
  })
  await clock.advance(3_000)
  expect((await send()).status).toBe(200)
})

test('a chat paced at one a second never sees a 429', async () => {
  await start('telegram')
  for (let index = 0; index < 20; index++) {
    expect((await send()).status).toBe(200)
    await clock.advance(1_000)
  }
  expect(emulator.violations(bot)).toEqual([])
})

test('calls inside a penalty are recorded and make it longer', async () => {
  await start('telegram')
  for (let index = 0; index < 4; index++) await send()
  expect((await send()).parameters).toEqual({ retry_after: 6 })
  expect((await send()).parameters).toEqual({ retry_after: 12 })
  expect(emulator.violations(bot).map(({ kind }) => kind)).toEqual(['over-limit', 'inside-penalty', 'inside-penalty'])
  await clock.advance(11_999)
  expect((await send()).status).toBe(429)
})

test('typing, drafts, edits and sends draw from one budget', async () => {
  await start('telegram')
  const { result } = await send()
  const { message_id } = result as { message_id: number }
  await callApi(emulator, bot, 'sendChatAction', { chat_id: anna.id, action: 'typing' })
  await callApi(emulator, bot, 'sendMessageDraft', { chat_id: anna.id, draft_id: 1, text: 'hel' })
  const edit = await callApi(emulator, bot, 'editMessageText', { chat_id: anna.id, message_id, text: 'hello!' })
  expect(edit.status).toBe(429)
})

test('a group takes 20 a minute', async () => {
  await start('telegram')
  const group = emulator.addGroup({ title: 'Team', bots: [bot] })
  for (let index = 0; index < 20; index++) {
    expect((await send(group.id)).status).toBe(200)
    await clock.advance(100)
  }
  expect((await send(group.id)).status).toBe(429)
})

test('a bot takes 30 a second over all chats', async () => {
  await start('telegram')
  const users = Array.from({ length: 31 }, (_, index) => emulator.addUser({ firstName: `User ${index}` }))
  for (const user of users) user.say(bot, 'hi')
  const statuses = []
  for (const user of users) statuses.push((await send(user.id)).status)
  expect(statuses.filter(status => status === 429)).toHaveLength(1)
})

test('a 429 made by a test closes the chat for as long as it says, also without the rate model', async () => {
  await start('off')
  emulator.faults.add({ kind: 'status', status: 429, retryAfter: 3, method: 'sendMessage', chatId: anna.id })
  expect((await send()).parameters).toEqual({ retry_after: 3 })
  await clock.advance(1_000)
  expect((await send()).parameters).toEqual({ retry_after: 2 })
  expect(emulator.violations(bot)).toMatchObject([{ kind: 'inside-penalty', method: 'sendMessage', chatId: anna.id }])
  await clock.advance(2_000)
  expect((await send()).status).toBe(200)
})

test('a second setWebhook within a second is refused', async () => {
  await start('telegram')
  const url = 'http://127.0.0.1:9/hook'
  expect((await callApi(emulator, bot, 'setWebhook', { url })).status).toBe(200)
  expect((await callApi(emulator, bot, 'setWebhook', { url })).parameters).toEqual({ retry_after: 1 })
})
