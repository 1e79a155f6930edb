import { Bot } from 'grammy'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '#shared/utils'
import { callApi } from './call-api.ts'
import { type EmulatedBot, type SimulatedUser, startTelegramEmulator, type TelegramEmulator } from './index.ts'

let clock: FakeClock
let emulator: TelegramEmulator
let bot: EmulatedBot
let anna: SimulatedUser

beforeEach(async () => {
  clock = createFakeClock()
  emulator = await startTelegramEmulator({ clock })
  bot = emulator.addBot({ token: '1001:poll', username: 'poll_bot' })
  anna = emulator.addUser({ firstName: 'Anna', languageCode: 'ru' })
})
afterEach(() => emulator.close())

interface ReceivedUpdate {
  readonly update_id: number
  readonly message?: { readonly text?: string }
}

async function poll(params: Readonly<Record<string, unknown>> = {}): Promise<readonly ReceivedUpdate[]> {
  const { result } = await callApi(emulator, bot, 'getUpdates', params)
  return result as readonly ReceivedUpdate[]
}

const textsOf = (updates: readonly ReceivedUpdate[]) => updates.map(update => update.message?.text)

test('a grammY bot polls, hears a command and answers it', async () => {
  const client = new Bot(bot.token, { client: { apiRoot: emulator.url } })
  client.command('start', ctx => ctx.reply(`Hello, ${ctx.from?.first_name} from ${ctx.match}`))
  const running = client.start()
  anna.say(bot, '/start shop_42')
  await emulator.waitFor(() => emulator.transcript(bot, anna).length === 2)
  expect(emulator.transcript(bot, anna).map(entry => [entry.author, entry.text])).toEqual([
    ['person', '/start shop_42'],
    ['bot', 'Hello, Anna from shop_42'],
  ])
  await client.stop()
  await running
})

test('a button is pressed, answered and its message edited', async () => {
  const client = new Bot(bot.token, { client: { apiRoot: emulator.url } })
  const reply_markup = { inline_keyboard: [[{ text: 'Book', callback_data: 'book:1' }]] }
  client.on('message', ctx => ctx.reply('Choose', { reply_markup }))
  client.callbackQuery('book:1', async ctx => {
    await ctx.answerCallbackQuery('Booked')
    await ctx.editMessageText('Done')
  })
  const running = client.start()
  anna.say(bot, 'hi')
  const asked = await emulator.waitFor(() => emulator.transcript(bot, anna)[1])
  const click = anna.click(asked, 'book:1')
  await emulator.waitFor(() => emulator.transcript(bot, anna)[1]?.text === 'Done')
  expect(click.answer).toEqual({ text: 'Booked', showAlert: false, url: '' })
  expect(() => anna.click(asked, 'book:1')).toThrow('no button')
  await client.stop()
  await running
})

test('updates come again until a later offset confirms them', async () => {
  for (const text of ['one', 'two', 'three']) anna.say(bot, text)
  const first = await poll({ limit: 2 })
  expect(textsOf(first)).toEqual(['one', 'two'])
  expect(textsOf(await poll())).toEqual(['one', 'two', 'three'])
  const last = first[1]?.update_id ?? 0
  expect(textsOf(await poll({ offset: last + 1 }))).toEqual(['three'])
  expect(emulator.pendingUpdateIds(bot)).toEqual([last + 1])
})

test('a negative offset asks for the last updates and forgets the others', async () => {
  for (const text of ['one', 'two', 'three']) anna.say(bot, text)
  expect(textsOf(await poll({ offset: -1 }))).toEqual(['three'])
  expect(emulator.pendingUpdateIds(bot)).toHaveLength(1)
})

test('a long poll waits for a message, and no longer than 50 s', async () => {
  const waiting = poll({ timeout: 500 })
  await untilPolls(1)
  anna.say(bot, 'now')
  expect(textsOf(await waiting)).toEqual(['now'])
  const offset = (emulator.pendingUpdateIds(bot)[0] ?? 0) + 1
  const empty = poll({ timeout: 500, offset })
  await untilPolls(2)
  await clock.advance(50_000)
  expect(await empty).toEqual([])
})

test('a second poll sends the first away with 409; a third within 3 s waits for its conflict', async () => {
  const first = callApi(emulator, bot, 'getUpdates', { timeout: 30 })
  await untilPolls(1)
  const second = callApi(emulator, bot, 'getUpdates', { timeout: 30 })
  expect(await first).toMatchObject({
    status: 409,
    description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  })
  const third = callApi(emulator, bot, 'getUpdates', { timeout: 30 })
  await untilPolls(3)
  await clock.advance(3_000)
  expect(await second).toMatchObject({ status: 409 })
  anna.say(bot, 'still here')
  expect(await third).toMatchObject({ status: 200 })
})

test('getUpdates is refused while a webhook is set', async () => {
  await callApi(emulator, bot, 'setWebhook', { url: 'http://127.0.0.1:9/hook' })
  expect(await callApi(emulator, bot, 'getUpdates')).toMatchObject({
    status: 409,
    description:
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  })
  expect(await callApi(emulator, bot, 'deleteWebhook')).toMatchObject({ description: 'Webhook was deleted' })
})

test('kinds of updates that were not asked for are lost; without a list the last one stays', async () => {
  await poll({ allowed_updates: ['callback_query'] })
  expect(anna.say(bot, 'unheard').updateId).toBeNull()
  expect(await poll()).toEqual([])
  await poll({ allowed_updates: [] })
  anna.say(bot, 'heard')
  expect(textsOf(await poll())).toEqual(['heard'])
})

test('a message lives 24 hours and a click 150 seconds', async () => {
  anna.say(bot, 'hello')
  const reply_markup = { inline_keyboard: [[{ text: 'Yes', callback_data: 'yes' }]] }
  await callApi(emulator, bot, 'sendMessage', { chat_id: anna.id, text: 'ok?', reply_markup })
  const [, asked] = emulator.transcript(bot, anna)
  if (asked === undefined) throw new Error('nothing was asked')
  const click = anna.click(asked, 'yes')
  expect(await poll()).toHaveLength(2)
  await clock.advance(150_000)
  expect(await callApi(emulator, bot, 'answerCallbackQuery', { callback_query_id: click.id })).toMatchObject({
    description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
  })
  expect(textsOf(await poll())).toEqual(['hello'])
  await clock.advance(86_400_000)
  expect(await poll()).toEqual([])
})

test('redelivered updates keep their numbers, come shuffled and come once', async () => {
  const ids = Array.from({ length: 50 }, (_, index) => anna.say(bot, `message ${index}`).updateId ?? 0)
  const before = await poll()
  const offset = (before.at(-1)?.update_id ?? 0) + 1
  expect(await poll({ offset })).toEqual([])
  const order = emulator.redeliver(bot, ids, { shuffle: true })
  const again = await poll({ offset })
  expect(again.map(update => update.update_id)).toEqual(order)
  expect(order).not.toEqual(ids)
  expect([...order].sort()).toEqual(ids)
  expect(await poll({ offset })).toEqual([])
})

test('shuffled updates that were never seen survive the confirmation of higher numbers', async () => {
  const ids = Array.from({ length: 300 }, (_, index) => anna.say(bot, `message ${index}`).updateId ?? 0)
  emulator.redeliver(bot, ids, { shuffle: true })
  const seen = new Map<number, number>()
  let offset = 0
  for (let updates = await poll({ offset }); updates.length > 0; updates = await poll({ offset })) {
    for (const { update_id } of updates) {
      seen.set(update_id, (seen.get(update_id) ?? 0) + 1)
      offset = Math.max(offset, update_id + 1)
    }
  }
  expect([...seen.keys()].sort()).toEqual(ids)
  expect([...seen.values()].every(times => times >= 2)).toBe(true)
  expect(emulator.pendingUpdateIds(bot)).toEqual([])
})

test('an injected update arrives as it was written', async () => {
  const update = {
    update_id: 7,
    message: { message_id: 1, date: 1, chat: { id: 5, type: 'private' }, dice: { value: 3 } },
  }
  emulator.inject(bot, update)
  expect(await poll()).toEqual([update])
})

/** Resolves when this many getUpdates calls have come in, answered or waiting. */
async function untilPolls(count: number): Promise<void> {
  await emulator.waitFor(() => emulator.calls(bot, { method: 'getUpdates' }).length === count)
}
