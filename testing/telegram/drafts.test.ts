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
  bot = emulator.addBot({ token: '1001:drafts', username: 'draft_bot' })
  anna = emulator.addUser({ firstName: 'Anna' })
  anna.say(bot, '/start')
})
afterEach(() => emulator.close())

const draft = (more: object = {}) =>
  callApi(emulator, bot, 'sendMessageDraft', { chat_id: anna.id, draft_id: 7, text: 'Hel', ...more })

test('a draft stands for 30 s after its last sign of life', async () => {
  await draft()
  await clock.advance(29_000)
  await draft({ text: 'Hello' })
  await clock.advance(29_999)
  expect(emulator.draft(bot, anna)).toMatchObject({ draftId: 7, text: 'Hello' })
  await clock.advance(1)
  expect(emulator.draft(bot, anna)).toBeNull()
})

test('a message of the bot takes its place, and nothing of it stays', async () => {
  await draft()
  await callApi(emulator, bot, 'sendMessage', { chat_id: anna.id, text: 'Hello' })
  expect(emulator.draft(bot, anna)).toBeNull()
  expect(emulator.transcript(bot, anna).map(({ text }) => text)).toEqual(['/start', 'Hello'])
})

test('it is stopped only where it shows that button, and stays if it was to', async () => {
  await draft()
  expect(() => anna.stopGeneration(bot, 7)).toThrow('no button')
  await draft({ can_stop: true, keep_on_stop: true })
  expect(() => anna.stopGeneration(bot, 8)).toThrow('no button')
  anna.stopGeneration(bot, 7)
  expect(emulator.draft(bot, anna)).not.toBeNull()
  const { result } = await callApi(emulator, bot, 'getUpdates')
  expect(result).toMatchObject([{}, { stopped_message_generation: { chat: { id: anna.id }, draft_id: 7 } }])
  await draft({ can_stop: true })
  anna.stopGeneration(bot, 7)
  expect(emulator.draft(bot, anna)).toBeNull()
})

test.each([
  ['the number 0', { draft_id: 0 }, 'TEXTDRAFT_ID_INVALID'],
  ['a topic that is not there', { message_thread_id: 5 }, 'message thread not found'],
  ['more than fits into a message', { text: 'x'.repeat(4097) }, 'message is too long'],
  ['an entity that ends behind the text', { entities: [{ type: 'bold', offset: 0, length: 9 }] }, 'entit'],
])('a draft with %s is refused', async (_name, params, reason) => {
  const answer = await draft(params)
  expect(answer.status).toBe(400)
  expect(answer.description?.toLowerCase()).toContain(reason.toLowerCase())
})

test('a call does what it does when it arrives, not when it leaves', async () => {
  const slow = await startTelegramEmulator({ clock, latencyMs: () => 300 })
  const slowBot = slow.addBot({ token: '1001:slow', username: 'slow_bot' })
  const leftAtMs = clock.now()
  const underWay = callApi(slow, slowBot, 'getMe')
  while (slow.calls(slowBot).length === 0) await clock.advance(10)
  expect((await underWay).status).toBe(200)
  expect(slow.calls(slowBot)[0]?.atMs).toBeGreaterThanOrEqual(leftAtMs + 300)
  await slow.close()
})
