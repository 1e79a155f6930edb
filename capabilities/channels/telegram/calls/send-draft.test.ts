import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFakeClock, type FakeClock, Secret, silentLogger } from '#shared/utils'
import {
  type EmulatedBot,
  type SimulatedUser,
  startTelegramEmulator,
  type TelegramEmulator,
} from '../../../../testing/telegram/index.ts'
import type { ChatAddress } from '../../contract.ts'
import { createTelegramClient, type TelegramClient } from '../client/create-client.ts'
import { createFloodBudget, type FloodBudget } from '../flood/flood-budget.ts'
import { sendDraft } from './send-draft.ts'

const token = '42:a-secret-token'
const { signal } = new AbortController()
let clock: FakeClock
let emulator: TelegramEmulator
let bot: EmulatedBot
let anna: SimulatedUser
let client: TelegramClient
let budget: FloodBudget

beforeEach(async () => {
  clock = createFakeClock()
  emulator = await startTelegramEmulator({ clock, rateModel: 'telegram' })
  bot = emulator.addBot({ token, username: 'sales_bot' })
  anna = emulator.addUser({ firstName: 'Anna' })
  anna.say(bot, 'hello')
  client = createTelegramClient({ token: new Secret(token), apiRoot: emulator.url, clock })
  budget = createFloodBudget({ clock })
})
afterEach(() => emulator.close())

it('shows formatted words, with a button to stop, that stay until the answer comes', async () => {
  expect(await show('So **far**')).toBe(true)
  const draft = { draftId: 7, text: 'So far', entities: [{ type: 'bold', offset: 3, length: 3 }] }
  expect(emulator.draft(bot, anna)).toMatchObject({ ...draft, canStop: true, keepOnStop: true })
})

it('shows of a long reply what fits into one message', async () => {
  expect(await show('слово '.repeat(2_000))).toBe(true)
  expect(emulator.draft(bot, anna)?.text.length).toBeLessThanOrEqual(4096)
})

it.each<[string, Partial<ChatAddress>]>([
  ["a business account's chat of the same number", { businessConnectionId: 'b1' }],
  ['a group', { chatType: 'group' }],
])('makes no call for %s', async (_name, other) => {
  expect(await show('So far', other)).toBe(false)
  expect(emulator.calls(bot)).toEqual([])
})

it('is shed where there is no room, and in a penalty, and says so', async () => {
  while (await show('So far'));
  expect(budget.admit(chatOf())).toBe(0)
  await clock.advance(10_000)
  emulator.faults.add({ kind: 'status', status: 429, retryAfter: 30, method: 'sendMessageDraft' })
  expect(await show('So far')).toBe(false)
  const before = emulator.calls(bot).length
  expect(await show('So far, so good')).toBe(false)
  expect(budget.admit(chatOf())).toBe(30_000)
  expect(emulator.calls(bot)).toHaveLength(before)
  expect(emulator.violations(bot)).toEqual([])
})

function show(markdown: string, other: Partial<ChatAddress> = {}): Promise<boolean> {
  const deps = { client, budget, logger: silentLogger }
  return sendDraft(deps, { ...chatOf(), ...other }, { draft: { id: 7, markdown }, signal })
}

function chatOf(): ChatAddress {
  return { businessConnectionId: '', chatId: `${anna.id}`, topicId: '', chatType: 'private' }
}
