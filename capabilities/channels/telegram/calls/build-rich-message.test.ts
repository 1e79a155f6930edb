import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock, Secret, silentLogger } from '#shared/utils'
import {
  type EmulatedBot,
  type SimulatedUser,
  startTelegramEmulator,
  type TelegramEmulator,
} from '../../../../testing/telegram/index.ts'
import type { Attachments, Channel, ChatAddress, OutboundPart } from '../../contract.ts'
import { createButtonSeal } from '../buttons/button-seal.ts'
import { createTelegramClient } from '../client/create-client.ts'
import { createTelegramChannel } from '../create-telegram-channel.ts'
import { createFloodBudget } from '../flood/flood-budget.ts'

const token = '42:a-secret-token'
const rooms = '| Room | Lamp |\n|---|---|\n| Hall | brass |'
const roomsAsText = 'Room | Lamp\n---- | -----\nHall | brass'
const { signal } = new AbortController()
let clock: FakeClock
let emulator: TelegramEmulator
let bot: EmulatedBot
let anna: SimulatedUser
let channel: Channel

beforeEach(async () => {
  clock = createFakeClock()
  emulator = await startTelegramEmulator({ clock, rateModel: 'telegram' })
  bot = emulator.addBot({ token, username: 'sales_bot' })
  anna = emulator.addUser({ firstName: 'Anna' })
  anna.say(bot, '/start')
  channel = createTelegramChannel({
    client: createTelegramClient({ token: new Secret(token), apiRoot: emulator.url, clock }),
    budget: createFloodBudget({ clock }),
    seal: createButtonSeal(new Secret(token)),
    logger: silentLogger,
    richMessages: true,
  })
})
afterEach(async () => {
  expect(emulator.violations(bot)).toEqual([])
  await emulator.close()
})

describe('a reply with a table', () => {
  it('arrives as a rich message, with its buttons and the message that it answers', async () => {
    const asked = anna.say(bot, 'Which lamps do you have?')
    const part = render({ buttons: [[{ text: 'Buy', data: 'buy' }]] })
    const outcome = await send({ ...part, replyToMessageId: `${asked.message.message_id}` })
    expect(outcome).toEqual({ kind: 'sent', externalId: `${answers()[0]?.message_id}` })
    expect(answers()).toMatchObject([
      {
        rich_message: { blocks: [{ type: 'table' }] },
        reply_to_message: { message_id: asked.message.message_id },
        reply_markup: { inline_keyboard: [[{ text: 'Buy' }]] },
      },
    ])
  })

  it('arrives in a chat of a business account, and nowhere else', async () => {
    const olga = emulator.addUser({ firstName: 'Olga' })
    const connection = olga.connectBusiness(bot)
    const place = connection.chatWith(anna)
    anna.say(bot, 'Which lamps do you have?', { chat: place })
    const part = render()
    expect(await send(part, { businessConnectionId: connection.id })).toMatchObject({ kind: 'sent' })
    const shown = emulator.transcript(bot, place).filter(({ author }) => author === 'bot')
    expect(shown.map(({ message }) => message.rich_message?.blocks.length)).toEqual([1])
    expect(answers()).toEqual([])
  })

  it.each([
    ['does not know the method', 404, 'Not Found'],
    ['wants no such blocks', 400, 'Bad Request: RICH_MESSAGE_INVALID'],
  ])('arrives once, as text, from a server that %s', async (_name, status, description) => {
    emulator.faults.add({ method: 'sendRichMessage', kind: 'status', status, description, times: Infinity })
    expect(await send(render())).toMatchObject({ kind: 'sent' })
    expect(answers().map(({ text, rich_message }) => [text, rich_message])).toEqual([[roomsAsText, undefined]])
    expect(callsOf('sendRichMessage')).toBe(1)
  })

  it('is not sent again when nobody knows whether it arrived', async () => {
    emulator.faults.add({ method: 'sendRichMessage', kind: 'lose-answer' })
    expect(await send(render())).toMatchObject({ kind: 'unknown' })
    expect([answers().length, callsOf('sendMessage')]).toEqual([1, 0])
  })

  it.each([
    [
      'the client has blocked the bot',
      { status: 403, description: 'Forbidden: bot was blocked by the user' },
      'blocked',
    ],
    ['it goes too fast', { status: 429, retryAfter: 3 }, 'rate-limited'],
    ['the group has moved', { status: 400, migrateToChatId: -100 }, 'moved'],
    ['the server is ill', { status: 502 }, 'not-sent'],
  ])('is not tried as text where %s', async (_name, answer, kind) => {
    emulator.faults.add({ method: 'sendRichMessage', kind: 'status', ...answer })
    expect(await send(render())).toMatchObject({ kind })
    expect(callsOf('sendMessage')).toBe(0)
  })

  it('takes the place of another message as text', async () => {
    const sent = await send({ text: 'One moment', entities: [], replyToMessageId: null })
    const editsMessageId = sent.kind === 'sent' ? sent.externalId : ''
    expect(await send({ ...render(), editsMessageId })).toEqual({ kind: 'sent', externalId: editsMessageId })
    expect(answers().map(({ text }) => text)).toEqual([roomsAsText])
  })
})

function render(attached: Attachments = {}): OutboundPart {
  const [part] = channel.render(rooms, attached)
  if (part?.blocks === undefined) throw new TypeError('a table has no blocks')
  return part
}

/** As the speaker does: no call without a place. */
async function send(part: OutboundPart, elsewhere: Partial<ChatAddress> = {}) {
  const own: ChatAddress = { businessConnectionId: '', chatId: `${anna.id}`, topicId: '', chatType: 'private' }
  const chat = { ...own, ...elsewhere }
  for (let waitMs = channel.admit(chat); waitMs > 0; waitMs = channel.admit(chat)) await clock.advance(waitMs)
  return channel.send(chat, part, signal)
}

function answers() {
  return emulator.transcript(bot, anna).flatMap(({ author, message }) => (author === 'bot' ? [message] : []))
}

function callsOf(method: string): number {
  return emulator.calls(bot, { method }).length
}
