import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock, Secret, silentLogger } from '#shared/utils'
import {
  type ApiMessage,
  type EmulatedBot,
  type SimulatedUser,
  startTelegramEmulator,
  type TelegramEmulator,
} from '../../../testing/telegram/index.ts'
import { type Arrived, describeChannel } from '../channel.contract.ts'
import type { Channel, ChatAddress, OutboundPart } from '../contract.ts'
import { createButtonSeal } from './buttons/button-seal.ts'
import { createTelegramClient } from './client/create-client.ts'
import { createTelegramChannel } from './create-telegram-channel.ts'
import { createFloodBudget, type FloodPenalty } from './flood/flood-budget.ts'

interface Stage {
  readonly clock: FakeClock
  readonly emulator: TelegramEmulator
  readonly bot: EmulatedBot
  readonly anna: SimulatedUser
  readonly channel: Channel
  readonly penalties: readonly FloodPenalty[]
  readonly annasChat: ChatAddress
}

const TOKEN = '42:a-secret-token'
const seal = createButtonSeal(new Secret(TOKEN))
const yesOrNo = [
  [
    { text: 'Yes', data: 'y' },
    { text: 'No', data: 'n' },
  ],
]

const invitation = { fileName: 'meeting.ics', mimeType: 'text/calendar', content: 'BEGIN:VCALENDAR' }
const { signal } = new AbortController()
let stage: Stage

describeChannel('telegram', async () => {
  const { channel, clock, emulator, bot, anna, annasChat } = await setStage()
  return {
    channel,
    chat: annasChat,
    forum: openForum(emulator, bot),
    receiveFile: bytes => anna.sendDocument(bot, { bytes }).message.document?.file_id ?? '',
    pass: byMs => clock.advance(byMs),
    arrived: () => messagesOfBot(emulator, bot, anna.id).map(message => describeArrival(emulator, bot, message)),
    async close() {
      expect(emulator.violations(bot)).toEqual([])
      await emulator.close()
    },
  }
})

describe('a send', () => {
  beforeEach(async () => {
    stage = await setStage()
  })

  afterEach(() => stage.emulator.close())

  it('carries text, entities and the reply, and no link preview', async () => {
    const { bot, anna, emulator, channel, annasChat } = stage
    const asked = anna.say(bot, 'How much?')
    const entities = [
      { type: 'bold', offset: 0, length: 3 },
      { type: 'text_link', offset: 4, length: 5, url: 'https://example.org/' },
    ] as const
    await channel.send(
      annasChat,
      { text: 'Ten euros', entities, replyToMessageId: `${asked.message.message_id}` },
      signal,
    )

    const [sent] = messagesOfBot(emulator, bot, anna.id)
    expect(sent?.text).toBe('Ten euros')
    expect(sent?.entities).toEqual(entities)
    expect(sent?.reply_to_message?.message_id).toBe(asked.message.message_id)
    expect(lastCall('sendMessage')).toMatchObject({ link_preview_options: { is_disabled: true } })
    expect(lastCall('sendMessage')).not.toHaveProperty('parse_mode')
  })

  it('of a rendered markdown keeps the language of its code', async () => {
    const { channel, annasChat, emulator, bot, anna } = stage
    for (const part of channel.render('```ts\nconst a = 1\n```')) await channel.send(annasChat, part, signal)
    const [sent] = messagesOfBot(emulator, bot, anna.id)
    expect(sent?.entities).toEqual([{ type: 'pre', offset: 0, length: 11, language: 'ts' }])
  })

  it('that names an instant lets each reader see it in their own zone, and is plain where that is not known', async () => {
    const { channel, annasChat, emulator, bot, anna } = stage
    const words = 'Fri, 16 January, 15:00 (GMT+3)'
    const [part] = channel.render(`**Booked**: ${words}`, { times: [{ words, at: 1_768_564_800_000 }] })
    if (part === undefined) throw new TypeError('nothing rendered')
    expect(await channel.send(annasChat, part, signal)).toMatchObject({ kind: 'sent' })
    const description = "Bad Request: can't parse MessageEntity: Unsupported type specified"
    emulator.faults.add({ method: 'sendMessage', kind: 'status', status: 400, description })
    expect(await channel.send(annasChat, part, signal)).toMatchObject({ kind: 'sent' })

    const bold = { type: 'bold', offset: 0, length: 6 }
    const instant = { type: 'date_time', offset: 8, length: 30, unix_time: 1_768_564_800, date_time_format: 'wDt' }
    const sent = messagesOfBot(emulator, bot, anna.id)
    expect(sent.map(({ text }) => text)).toEqual([`Booked: ${words}`, `Booked: ${words}`])
    expect(sent.map(({ entities }) => entities)).toEqual([[bold, instant], [bold]])
  })

  it('of a file carries the text as its caption, its entities, its buttons and the reply', async () => {
    const { bot, anna, emulator, channel, annasChat } = stage
    const asked = anna.say(bot, 'An invitation, please')
    const [part] = channel.render('**Friday** at three', { buttons: yesOrNo, document: invitation })
    if (part === undefined) throw new TypeError('nothing rendered')
    const replyToMessageId = `${asked.message.message_id}`
    expect(await channel.send(annasChat, { ...part, replyToMessageId }, signal)).toMatchObject({ kind: 'sent' })

    const [sent] = messagesOfBot(emulator, bot, anna.id)
    expect(sent).toMatchObject({
      caption: 'Friday at three',
      caption_entities: [{ type: 'bold', offset: 0, length: 6 }],
      reply_to_message: { message_id: asked.message.message_id },
      reply_markup: {
        inline_keyboard: [
          [
            { text: 'Yes', callback_data: seal.close(annasChat, 'y') },
            { text: 'No', callback_data: seal.close(annasChat, 'n') },
          ],
        ],
      },
      document: { file_name: 'meeting.ics', mime_type: 'text/calendar' },
    })
    expect(lastCall('sendDocument')).not.toHaveProperty('parse_mode')
  })

  it('of a picture arrives byte for byte and is shown, with the text under it', async () => {
    const { bot, anna, emulator, channel, annasChat } = stage
    const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff, 0x0a])
    const content = bytes.toString('base64')
    const picture = {
      fileName: 'week.png',
      mimeType: 'image/png',
      content,
      encoding: 'base64',
      isPicture: true,
    } as const
    const [part] = channel.render('**This** week', { document: picture })
    if (part === undefined) throw new TypeError('nothing rendered')
    expect(await channel.send(annasChat, part, signal)).toMatchObject({ kind: 'sent' })
    const [sent] = messagesOfBot(emulator, bot, anna.id)
    expect(sent).toMatchObject({ caption: 'This week', caption_entities: [{ type: 'bold', offset: 0, length: 4 }] })
    expect(sent?.photo?.[0]?.file_size).toBe(bytes.length)
  })

  it.each([
    ['whose name would break out of its header', 'a";\r\nx=%41.ics', 'a____x__41.ics'],
    ['without a name', ' ', 'file'],
  ])('of a file %s arrives under a harmless one', async (_name, fileName, shown) => {
    const { bot, anna, emulator, channel, annasChat } = stage
    const part = { ...textPart('Here'), document: { ...invitation, fileName } }
    expect(await channel.send(annasChat, part, signal)).toMatchObject({ kind: 'sent' })
    expect(messagesOfBot(emulator, bot, anna.id)[0]?.document?.file_name).toBe(shown)
  })

  it.each([
    ['a caption that is too long', { text: 'x'.repeat(1025), document: invitation }, 'caption_too_long'],
    ['an empty file', { text: 'x', document: { ...invitation, content: '' } }, 'file_empty'],
    [
      'too much data behind a button',
      { text: 'x', buttons: [[{ text: 'a', data: 'я'.repeat(29) }]] },
      'invalid_button',
    ],
    ['a button without a label', { text: 'x', buttons: [[{ text: ' ', data: 'y' }]] }, 'invalid_button'],
  ])('of %s, which render never makes, is refused for good and says why', async (_name, faulty, code) => {
    const outcome = await stage.channel.send(stage.annasChat, { ...textPart(''), ...faulty }, signal)
    expect(outcome).toEqual({ kind: 'failed', code })
  })

  it('of a file whose answer is lost is unknown, and was made once', async () => {
    const { emulator, bot, anna, channel, annasChat } = stage
    emulator.faults.add({ method: 'sendDocument', kind: 'lose-answer' })
    const part = { ...textPart('Once'), document: invitation }
    expect(await channel.send(annasChat, part, signal)).toMatchObject({ kind: 'unknown' })
    expect(textsOfBot(emulator, bot, anna.id)).toEqual(['Once'])
  })

  it('of a file that nobody answers is unknown once the time is up', async () => {
    const { emulator, channel, clock, annasChat } = stage
    emulator.faults.add({ method: 'sendDocument', kind: 'hang' })
    const sent = channel.send(annasChat, { ...textPart('Slow'), document: invitation }, signal)
    await emulator.waitFor(() => emulator.calls(stage.bot, { method: 'sendDocument' }).length === 1)
    await clock.advance(30_000)
    expect(await sent).toEqual({ kind: 'unknown', code: 'answer_timeout' })
  })

  it('of a file answered with 429 silences its chat', async () => {
    const { emulator, channel, annasChat, penalties } = stage
    emulator.faults.add({ method: 'sendDocument', kind: 'status', status: 429, retryAfter: 3 })
    const outcome = await channel.send(annasChat, { ...textPart('Later'), document: invitation }, signal)
    expect(outcome).toEqual({ kind: 'rate-limited', retryAfterMs: 3_000 })
    expect(channel.admit(annasChat)).toBe(3_000)
    expect(penalties).toMatchObject([{ method: 'sendDocument', retryAfterMs: 3_000 }])
  })

  it('for a business account goes to its customer, not to the bot chat with the same number', async () => {
    const { emulator, bot, anna, channel, annasChat } = stage
    const owner = emulator.addUser({ firstName: 'Olga' })
    const connection = owner.connectBusiness(bot)
    const place = connection.chatWith(anna)
    anna.say(bot, 'Hi, Olga', { chat: place })
    const outcome = await channel.send({ ...annasChat, businessConnectionId: connection.id }, textPart('Hi!'), signal)
    expect(outcome.kind).toBe('sent')
    expect(emulator.transcript(bot, place).map(entry => entry.text)).toEqual(['Hi, Olga', 'Hi!'])
    expect(messagesOfBot(emulator, bot, anna.id)).toEqual([])
  })

  it('stays in its topic', async () => {
    const { emulator, bot, anna, channel } = stage
    const forum = emulator.addGroup({ title: 'Forum', bots: [bot] })
    anna.say(bot, '/help', { chat: forum, threadId: 5 })
    const chat: ChatAddress = { businessConnectionId: '', chatId: `${forum.id}`, topicId: '5', chatType: 'group' }
    await channel.send(chat, textPart('Here'), signal)
    expect(messagesOfBot(emulator, bot, forum.id).map(message => message.message_thread_id)).toEqual([5])
  })

  it('to someone who blocked the bot is blocked', async () => {
    const { bot, anna, channel, annasChat } = stage
    anna.block(bot)
    expect(await channel.send(annasChat, textPart('Hello?'), signal)).toEqual({ kind: 'blocked', code: 'bot_blocked' })
  })

  it('to a group that became a supergroup names the new chat', async () => {
    const { emulator, bot, channel } = stage
    const group = emulator.addGroup({ title: 'Old', type: 'group', bots: [bot] })
    const upgraded = group.upgrade()
    const chat: ChatAddress = { businessConnectionId: '', chatId: `${group.id}`, topicId: '', chatType: 'group' }
    expect(await channel.send(chat, textPart('Hello?'), signal)).toEqual({ kind: 'moved', chatId: `${upgraded.id}` })
  })

  it('whose answer is lost is unknown, and was made once', async () => {
    const { emulator, bot, anna, channel, annasChat } = stage
    emulator.faults.add({ method: 'sendMessage', kind: 'lose-answer' })
    expect(await channel.send(annasChat, textPart('Once'), signal)).toMatchObject({ kind: 'unknown' })
    expect(textsOfBot(emulator, bot, anna.id)).toEqual(['Once'])
  })

  it('answered with 429 silences its chat until the penalty has passed', async () => {
    const { emulator, bot, anna, channel, clock, annasChat, penalties } = stage
    emulator.faults.add({ method: 'sendMessage', kind: 'status', status: 429, retryAfter: 3 })
    const outcome = await channel.send(annasChat, textPart('Later'), signal)
    expect(outcome).toEqual({ kind: 'rate-limited', retryAfterMs: 3_000 })
    expect(channel.admit(annasChat)).toBe(3_000)
    await channel.showTyping(annasChat, signal)
    await clock.advance(3_000)
    expect(channel.admit(annasChat)).toBe(0)
    expect(await channel.send(annasChat, textPart('Later'), signal)).toMatchObject({ kind: 'sent' })
    expect(textsOfBot(emulator, bot, anna.id)).toEqual(['Later'])
    expect(emulator.violations(bot)).toEqual([])
    expect(penalties).toEqual([
      { method: 'sendMessage', chatId: `${anna.id}`, chatType: 'private', retryAfterMs: 3_000 },
    ])
  })

  it('paced by admit never meets a 429, in a burst of thirty to a person and a group', async () => {
    const { emulator, bot, channel, clock, annasChat } = stage
    const group = emulator.addGroup({ title: 'Talk', bots: [bot] })
    const groupChat: ChatAddress = { businessConnectionId: '', chatId: `${group.id}`, topicId: '', chatType: 'group' }
    for (const chat of Array.from({ length: 30 }, () => [annasChat, groupChat]).flat()) {
      for (let waitMs = channel.admit(chat); waitMs > 0; waitMs = channel.admit(chat)) await clock.advance(waitMs)
      expect(await channel.send(chat, textPart('Hello'), signal)).toMatchObject({ kind: 'sent' })
      await channel.showTyping(chat, signal)
    }
    expect(emulator.violations(bot)).toEqual([])
  })
})

describe('typing', () => {
  beforeEach(async () => {
    stage = await setStage()
  })

  afterEach(() => stage.emulator.close())

  it('is shown where the answer will come', async () => {
    const { emulator, bot, anna, channel } = stage
    const forum = emulator.addGroup({ title: 'Forum', bots: [bot] })
    anna.say(bot, '/help', { chat: forum, threadId: 5 })
    await channel.showTyping(
      { businessConnectionId: '', chatId: `${forum.id}`, topicId: '5', chatType: 'group' },
      signal,
    )
    expect(lastCall('sendChatAction')).toMatchObject({ chat_id: forum.id, message_thread_id: 5, action: 'typing' })
  })

  it('is shed when the budget has no room', async () => {
    const { emulator, bot, channel, annasChat } = stage
    for (let shown = 0; shown < 10; shown++) await channel.showTyping(annasChat, signal)
    expect(emulator.calls(bot, { method: 'sendChatAction' })).toHaveLength(2)
    expect(channel.admit(annasChat)).toBe(0)
  })

  it('answered with 429 silences its chat too', async () => {
    const { emulator, channel, annasChat } = stage
    emulator.faults.add({ method: 'sendChatAction', kind: 'status', status: 429, retryAfter: 4 })
    await channel.showTyping(annasChat, signal)
    expect(channel.admit(annasChat)).toBe(4_000)
  })

  it('answered with 429 holds back the message that waited for it', async () => {
    const { emulator, bot, channel, annasChat } = stage
    emulator.faults.add({ method: 'sendChatAction', kind: 'status', status: 429, retryAfter: 4 })
    const shown = channel.showTyping(annasChat, signal)
    expect(channel.admit(annasChat)).toBe(0)
    const outcome = await channel.send(annasChat, textPart('Hello'), signal)
    expect(outcome).toEqual({ kind: 'rate-limited', retryAfterMs: 4_000 })
    await shown
    expect(emulator.calls(bot, { method: 'sendMessage' })).toEqual([])
    expect(emulator.violations(bot)).toEqual([])
  })

  it('that fails is nobody else’s trouble', async () => {
    const { emulator, bot, anna, channel, annasChat } = stage
    anna.block(bot)
    await channel.showTyping(annasChat, signal)
    emulator.faults.add({ method: 'sendChatAction', kind: 'drop' })
    await channel.showTyping(annasChat, signal)
    expect(emulator.calls(bot, { method: 'sendChatAction' }).map(call => call.outcome.kind)).toEqual([
      'refused',
      'dropped',
    ])
  })
})

/** A bot under Telegram's own rate model, and Anna, who has written to it. */
async function setStage(): Promise<Stage> {
  const clock = createFakeClock()
  const emulator = await startTelegramEmulator({ clock, rateModel: 'telegram' })
  const bot = emulator.addBot({ token: TOKEN, username: 'sales_bot' })
  const anna = emulator.addUser({ firstName: 'Anna' })
  anna.say(bot, '/start')
  const penalties: FloodPenalty[] = []
  const channel = createTelegramChannel({
    client: createTelegramClient({ token: new Secret(TOKEN), apiRoot: emulator.url, clock }),
    budget: createFloodBudget({ clock, onPenalty: penalty => penalties.push(penalty) }),
    seal,
    logger: silentLogger,
  })
  const annasChat = { businessConnectionId: '', chatId: `${anna.id}`, topicId: '', chatType: 'private' } as const
  return { clock, emulator, bot, anna, channel, penalties, annasChat }
}

function openForum(emulator: TelegramEmulator, bot: EmulatedBot): ChatAddress {
  const { id } = emulator.addGroup({ title: 'Leads', bots: [bot], isForum: true })
  return { businessConnectionId: '', chatId: `${id}`, topicId: '', chatType: 'group' }
}

function messagesOfBot(emulator: TelegramEmulator, bot: EmulatedBot, chatId: number) {
  return emulator
    .transcript(bot, chatId)
    .filter(entry => entry.author === 'bot')
    .map(entry => entry.message)
}

function textsOfBot(emulator: TelegramEmulator, bot: EmulatedBot, chatId: number): readonly string[] {
  return messagesOfBot(emulator, bot, chatId).map(message => message.text ?? message.caption ?? '')
}

function describeArrival(emulator: TelegramEmulator, bot: EmulatedBot, message: ApiMessage): Arrived {
  const { text, caption, document, reply_markup } = message
  return {
    text: text ?? caption ?? '',
    buttons: (reply_markup?.inline_keyboard ?? []).map(row =>
      row.map(button => ({ text: button.text, data: 'callback_data' in button ? button.callback_data.slice(8) : '' })),
    ),
    document:
      document === undefined
        ? null
        : {
            fileName: document.file_name ?? '',
            content: emulator.download(bot, document.file_id).toString(),
          },
  }
}

function lastCall(method: string): Readonly<Record<string, unknown>> | undefined {
  return stage.emulator.calls(stage.bot, { method }).at(-1)?.params
}

function textPart(text: string): OutboundPart {
  return { text, entities: [], replyToMessageId: null }
}
