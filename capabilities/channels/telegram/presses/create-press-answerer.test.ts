import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock, Secret, silentLogger } from '#shared/utils'
import {
  type Click,
  type EmulatedBot,
  type SimulatedUser,
  startTelegramEmulator,
  type TelegramEmulator,
} from '../../../../testing/telegram/index.ts'
import type { ChatAddress, InboundUpdate } from '../../contract.ts'
import { createButtonSeal } from '../buttons/button-seal.ts'
import { toBotChatId } from '../calls/build-address.ts'
import { createTelegramClient, type TelegramClient } from '../client/create-client.ts'
import { createTelegramChannel } from '../create-telegram-channel.ts'
import { createFloodBudget, type FloodBudget } from '../flood/flood-budget.ts'
import { parseTelegramUpdate } from '../inbound/parse-update.ts'
import { createPressAnswerer, type PressAnswerer } from './create-press-answerer.ts'

const TOKEN = '42:a-secret-token'
const seal = createButtonSeal(new Secret(TOKEN))
const explainUnknown = (language: string | null): string => `unknown button (${language})`
const { signal } = new AbortController()
let clock: FakeClock
let emulator: TelegramEmulator
let bot: EmulatedBot
let anna: SimulatedUser
let client: TelegramClient
let budget: FloodBudget
let presses: PressAnswerer
let offset: number

beforeEach(async () => {
  clock = createFakeClock()
  offset = 0
  emulator = await startTelegramEmulator({ clock, rateModel: 'telegram' })
  bot = emulator.addBot({ token: TOKEN, username: 'sales_bot' })
  anna = emulator.addUser({ firstName: 'Anna', languageCode: 'en' })
  client = createTelegramClient({ token: new Secret(TOKEN), apiRoot: emulator.url, clock })
  budget = createFloodBudget({ clock })
  presses = createPressAnswerer({ client, budget, explainUnknown, logger: silentLogger })
})

afterEach(async () => {
  await presses.close()
  expect(emulator.violations(bot).filter(({ method }) => method !== 'sendMessage')).toEqual([])
  await emulator.close()
})

describe('a pressed button', () => {
  it('stops spinning, and its keyboard goes, so that it is not pressed twice', async () => {
    const { click, update } = await offerAndPress()
    presses.answer([update])
    await emulator.waitFor(() => click.answer !== null && keyboards().length === 0)
    expect(click.answer).toEqual({ text: '', showAlert: false, url: '' })
  })

  it('in a business chat loses the keyboard of that chat', async () => {
    const owner = emulator.addUser({ firstName: 'Olga' })
    const connection = owner.connectBusiness(bot)
    const place = connection.chatWith(anna)
    anna.say(bot, 'Hi, Olga', { chat: place })
    await offer({ ...chatOf(anna), businessConnectionId: connection.id })
    const message = emulator.transcript(bot, place).at(-1)
    if (message === undefined) throw new TypeError('nothing was offered')
    anna.click(message, seal.close({ ...chatOf(anna), businessConnectionId: connection.id }, 'slot:1'))
    presses.answer(await receive())
    await emulator.waitFor(() => emulator.transcript(bot, place).at(-1)?.message.reply_markup === undefined)
    expect(emulator.transcript(bot, anna)).toEqual([])
  })

  it('is found among whatever else came with it, and nothing else is answered', async () => {
    const { click, update } = await offerAndPress()
    anna.say(bot, 'and a text')
    presses.answer([...(await receive()), update])
    await emulator.waitFor(() => click.answer !== null && keyboards().length === 0)
    expect(emulator.calls(bot, { method: 'answerCallbackQuery' })).toHaveLength(1)
  })

  it('that means nothing is answered with words, and keeps its keyboard', async () => {
    anna.say(bot, 'When?')
    await receive()
    const keyboard = { inline_keyboard: [[{ text: 'Fri 15:00', callback_data: 'slot:1' }]] }
    await client.raw.sendMessage({ chat_id: toBotChatId(anna.id), text: 'Choose', reply_markup: keyboard })
    const click = anna.click(lastMessage(), 'slot:1')
    presses.answer(await receive())
    await emulator.waitFor(() => click.answer !== null)
    expect(click.answer?.text).toBe('unknown button (en)')
    await client.raw.getMe()
    expect(outcomes()).toEqual(['answerCallbackQuery ok'])
  })

  it('that came too late, and a message that is gone, are nobody’s trouble', async () => {
    const { update } = await offerAndPress()
    await clock.advance(150_000)
    await client.raw.deleteMessage({ chat_id: toBotChatId(anna.id), message_id: lastMessage().messageId })
    presses.answer([update])
    await emulator.waitFor(() => settled('editMessageReplyMarkup') === 1)
    expect(outcomes()).toEqual(['answerCallbackQuery refused', 'editMessageReplyMarkup refused'])
  })
})

describe('under flood', () => {
  it('the keyboard stays when its chat has no room, and the message that waits goes first', async () => {
    const { click, update } = await offerAndPress()
    for (let taken = 0; taken < 3; taken++) budget.admit(chatOf(anna))
    presses.answer([update])
    await emulator.waitFor(() => click.answer !== null)
    // Time for a call that must not be made.
    await client.raw.getMe()
    expect(outcomes()).toEqual(['answerCallbackQuery ok'])
    expect(keyboards()).toHaveLength(1)
  })

  it('a chat in a penalty is left alone altogether', async () => {
    const { update } = await offerAndPress()
    const { chatId, chatType } = chatOf(anna)
    budget.penalize({ method: 'sendMessage', chatId, chatType, retryAfterMs: 3_000 })
    presses.answer([update])
    await client.raw.getMe()
    expect(outcomes()).toEqual([])
  })

  it('a 429 silences the chat, so that the keyboard is not even tried', async () => {
    const { update } = await offerAndPress()
    emulator.faults.add({ method: 'answerCallbackQuery', kind: 'status', status: 429, retryAfter: 4 })
    presses.answer([update])
    await expect.poll(() => budget.admit(chatOf(anna))).toBe(4_000)
    await client.raw.getMe()
    expect(outcomes()).toEqual(['answerCallbackQuery refused'])
  })

  it('only so many are in the air at a time, and none after the end', async () => {
    const { update } = await offerAndPress()
    const narrow = createPressAnswerer({ client, budget, explainUnknown, logger: silentLogger, maxInTheAir: 2 })
    emulator.faults.add({ method: 'answerCallbackQuery', kind: 'hang', times: 2 })
    narrow.answer([update, update, update])
    await emulator.waitFor(() => emulator.calls(bot, { method: 'answerCallbackQuery' }).length === 2)
    await narrow.close()
    narrow.answer([update])
    await narrow.close()
    expect(emulator.calls(bot, { method: 'answerCallbackQuery' })).toHaveLength(2)
    expect(emulator.calls(bot, { method: 'editMessageReplyMarkup' })).toEqual([])
  })
})

async function offerAndPress(): Promise<{ readonly click: Click; readonly update: InboundUpdate }> {
  anna.say(bot, 'When?')
  await offer(chatOf(anna))
  await receive()
  const click = anna.click(lastMessage(), seal.close(chatOf(anna), 'slot:1'))
  const [update] = await receive()
  if (update === undefined) throw new TypeError('no press came')
  expect(update.inbound).toMatchObject({ messageKind: 'button', text: 'Fri 15:00', metadata: { data: 'slot:1' } })
  return { click, update }
}

async function offer(chat: ChatAddress): Promise<void> {
  const channel = createTelegramChannel({ client, budget, seal, logger: silentLogger })
  const [part] = channel.render('Choose a time', { buttons: [[{ text: 'Fri 15:00', data: 'slot:1' }]] })
  if (part === undefined) throw new TypeError('nothing rendered')
  expect(await channel.send(chat, part, signal)).toMatchObject({ kind: 'sent' })
}

/** What came since the last look. The server makes those wait who ask again within three seconds. */
async function receive(): Promise<readonly InboundUpdate[]> {
  await clock.advance(3_000)
  const updates = await client.raw.getUpdates({ offset, timeout: 0 })
  offset = Math.max(offset, ...updates.map(update => update.update_id + 1))
  const settings = { handlePrivateChats: true, handleGroups: true, handleChannels: true, receivedAt: clock.now() }
  return updates.map(update => parseTelegramUpdate(update, { id: bot.id, username: bot.username, seal }, settings))
}

function lastMessage() {
  const message = emulator.transcript(bot, anna).at(-1)
  if (message === undefined) throw new TypeError('nothing was said')
  return message
}

function keyboards() {
  return emulator.transcript(bot, anna).filter(({ message }) => message.reply_markup !== undefined)
}

function settled(method: string): number {
  return emulator.calls(bot, { method }).filter(call => call.outcome.kind !== 'pending').length
}

/** The courtesies called, and what came of them. */
function outcomes(): readonly string[] {
  return emulator
    .calls(bot)
    .filter(({ method }) => ['answerCallbackQuery', 'editMessageReplyMarkup'].includes(method))
    .map(({ method, outcome }) => `${method} ${outcome.kind}`)
}

function chatOf(person: SimulatedUser): ChatAddress {
  return { businessConnectionId: '', chatId: `${person.id}`, topicId: '', chatType: 'private' }
}
