import fc from 'fast-check'
import type { Message, Update } from 'grammy/types'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import { annotatedMessages, contentMessages } from '../../../../test/fixtures/telegram/content-messages.ts'
import {
  ann,
  annsChat,
  connectionId,
  fromAnn,
  noon,
  owner,
  bot as shopBot,
} from '../../../../test/fixtures/telegram/people.ts'
import { serviceMessages } from '../../../../test/fixtures/telegram/service-messages.ts'
import { updatesByKind } from '../../../../test/fixtures/telegram/updates.ts'
import type { Inbound } from '../../contract.ts'
import { allowedUpdates, type UpdateKind } from './allowed-updates.ts'
import type { InboundSettings } from './inbound-context.ts'
import type { messageSchema } from './message-schema.ts'
import { parseTelegramUpdate } from './parse-update.ts'

/** Every button is its own, unless somebody says otherwise. */
const bot = { ...shopBot, seal: { open: (_chat: unknown, data: string) => (data === 'forged' ? null : data) } }
const receivedAt = noon * 1000 + 250
const open: InboundSettings = { handlePrivateChats: true, handleGroups: true, handleChannels: true, receivedAt }

const annAsPerson = { userId: ann.id, displayName: 'Ann Lee', username: 'ann_lee', appLanguage: 'en' }
const annsAddress = { businessConnectionId: '', chatId: '5200000001', topicId: '', chatType: 'private' }
const annInBusiness = { ...annsAddress, businessConnectionId: connectionId }
const newsAddress = { ...annsAddress, chatId: '-1001600000001', chatType: 'channel' }
const unsupported = { kind: 'ignored', reason: 'update.unsupported' }

function parse(update: unknown): Inbound {
  return parseTelegramUpdate(update, bot, open).inbound
}

function parseMessage(message: Message & Update.NonChannel): Inbound {
  return parse({ update_id: 1, message })
}

/** What becomes of every kind of update. */
const updateTreatments: Record<UpdateKind, object> = {
  message: {
    kind: 'message',
    chat: annsAddress,
    from: annAsPerson,
    messageId: '101',
    sentAt: noon * 1000,
    text: 'Hello',
  },
  edited_message: { kind: 'edit', messageId: '101', text: 'Hello there', editedAt: (noon + 30) * 1000 },
  channel_post: {
    kind: 'message',
    chat: newsAddress,
    from: { userId: -1001600000001, displayName: 'News' },
    text: 'We moved',
  },
  edited_channel_post: { kind: 'edit', chat: newsAddress, text: 'Our new shop' },
  business_connection: {
    kind: 'connection',
    connection: {
      id: connectionId,
      owner: { userId: owner.id, displayName: 'Olga', username: 'olga_shop' },
      ownerChatId: String(owner.id),
      isEnabled: true,
      rights: ['can_reply', 'can_read_messages'],
    },
  },
  business_message: { kind: 'message', chat: annInBusiness, from: annAsPerson, text: 'Is it still free?' },
  edited_business_message: { kind: 'edit', chat: annInBusiness, text: 'Is it free on Monday?' },
  deleted_business_messages: { kind: 'deletion', chat: annInBusiness, messageIds: ['101', '102'] },
  guest_message: unsupported,
  stopped_message_generation: { kind: 'stop', chat: annsAddress, draftId: 17 },
  message_reaction: unsupported,
  message_reaction_count: unsupported,
  inline_query: unsupported,
  chosen_inline_result: unsupported,
  callback_query: {
    kind: 'message',
    chat: annsAddress,
    from: annAsPerson,
    messageId: 'callback:2233445566',
    sentAt: receivedAt,
    messageKind: 'button',
    text: 'slot:2026-11-23T10:00',
    wantsAnswer: true,
    metadata: { data: 'slot:2026-11-23T10:00', callbackQueryId: '2233445566', buttonMessageId: '77' },
  },
  shipping_query: unsupported,
  pre_checkout_query: unsupported,
  purchased_paid_media: unsupported,
  poll: unsupported,
  poll_answer: unsupported,
  my_chat_member: { kind: 'reachability', chat: annsAddress, from: annAsPerson, isBlocked: true, at: noon * 1000 },
  chat_member: unsupported,
  chat_join_request: unsupported,
  chat_boost: unsupported,
  removed_chat_boost: unsupported,
  managed_bot: unsupported,
  subscription: unsupported,
}

type ContentKind = Exclude<keyof Message, keyof Message.MediaMessage | 'entities'>
type ServiceKind = keyof typeof serviceMessages

/** How every kind of message is kept where it has no words: its text, and whether it is worth an answer. */
const contentTreatments: Record<Exclude<ContentKind, ServiceKind>, readonly [text: string, wantsAnswer: boolean]> = {
  text: ['Do you have a flat with two rooms?', true],
  rich_message: [
    'Wish list\nsee this (https://a.example/)\n1. two rooms\n2. ☑ a balcony\nRent | 900 €\n2+2\nAnn\nthe street\n[photo]\n[Call]',
    true,
  ],
  voice: ['[voice 12 s]', true],
  audio: ['what is playing in your shop?', true],
  video_note: ['[video note 7 s]', true],
  animation: ['[animation wow.mp4 3 s]', false],
  live_photo: ['[live photo 2 s]', true],
  photo: ['[photo]', true],
  video: ['The kitchen', true],
  document: ['[document floor plan.pdf]', true],
  sticker: ['[sticker 👍]', false],
  paid_media: ['[paid media 50 stars]', false],
  contact: ['[contact Ann Lee +66812345678]', true],
  venue: ['[venue Café Blue, 1 Silom Road]', true],
  location: ['[location 13.7563, 100.5018]', true],
  dice: ['[dice 🎲 5]', false],
  poll: ['[poll Which day? Monday / Friday]', false],
  checklist: ['[checklist Viewing\n☑ call\n☐ visit]', true],
  story: ['[story]', false],
  game: ['[game Corsairs]', false],
  invoice: ['[invoice Deposit]', false],
  successful_payment: ['[successful payment]', false],
  web_app_data: ['{"rooms":2}', true],
}

describe('parseTelegramUpdate', () => {
  it.each(Object.entries(updateTreatments))('treats an update of kind %s as stated', (kind, treatment) => {
    const update = updatesByKind[kind as UpdateKind]
    expect(parseTelegramUpdate(update, bot, open)).toMatchObject({
      updateId: update.update_id,
      updateKind: kind,
      raw: JSON.stringify(update),
      inbound: treatment,
    })
  })

  it('asks Telegram for exactly the updates it treats', () => {
    const treated = Object.entries(updateTreatments).filter(([, treatment]) => treatment !== unsupported)
    expect(treated.map(([kind]) => kind).sort()).toEqual([...allowedUpdates].sort())
  })

  it.each(Object.entries(contentTreatments))('keeps a message of kind %s in words', (kind, [text, wantsAnswer]) => {
    const message = contentMessages[kind as keyof typeof contentMessages]
    expect(parseMessage(message)).toMatchObject({ kind: 'message', messageKind: kind, text, wantsAnswer })
  })

  it.each(Object.entries(serviceMessages))(
    'keeps the service message %s by its name and does not answer it',
    (kind, message) => {
      const text = `[${kind.replaceAll('_', ' ')}]`
      expect(parseMessage(message)).toMatchObject({ kind: 'message', messageKind: kind, text, wantsAnswer: false })
    },
  )

  it('has a fixture for every kind of message in the Bot API', () => {
    const kinds = { ...contentMessages, ...serviceMessages } satisfies Record<ContentKind, Message>
    expect(Object.keys(kinds)).toHaveLength(Object.keys(contentTreatments).length + Object.keys(serviceMessages).length)
  })

  it('keeps a kind of message that Telegram has added since', () => {
    const message = { ...fromAnn({}), hologram: { depth: 3 } }
    expect(parse({ update_id: 1, message })).toMatchObject({
      messageKind: 'unknown',
      text: '[unknown message]',
      wantsAnswer: false,
    })
  })

  it.each([
    [
      'voice',
      {
        file: {
          fileId: contentMessages.voice.voice?.file_id,
          durationSeconds: 12,
          mimeType: 'audio/ogg',
          sizeBytes: 48_211,
        },
      },
    ],
    ['photo', { file: { width: 1280, height: 960 }, mediaGroupId: '13579246801234567' }],
    ['contact', { contact: { phoneNumber: '+66812345678', firstName: 'Ann', lastName: 'Lee', userId: ann.id } }],
    ['location', { location: { latitude: 13.7563, longitude: 100.5018, livePeriodSeconds: 900 } }],
    ['venue', { location: { latitude: 13.7563 }, venue: { title: 'Café Blue', address: '1 Silom Road' } }],
    ['paid_media', { starCount: 50, files: [{ width: 1280 }, { width: 1920 }, { durationSeconds: 2 }] }],
    ['successful_payment', { payment: { currency: 'XTR', totalAmount: 500, invoicePayload: 'order-17' } }],
    ['story', { story: { storyId: '12', chatId: '5200000001' } }],
  ] as const)('tells more of a message of kind %s in its metadata', (kind, metadata) => {
    expect(parseMessage(contentMessages[kind])).toMatchObject({ metadata })
  })

  it.each<[keyof typeof annotatedMessages, object]>([
    [
      'a forwarded channel post',
      { forward: { from: 'News', chatId: '-1001600000001', messageId: '55', sentAt: (noon - 3600) * 1000 } },
    ],
    ['a forward from a hidden user', { forward: { from: 'Somebody' } }],
    [
      'a reply with a quote',
      { replyTo: { messageId: '90', userId: ann.id, text: 'We have two: a and b' }, quote: 'two: a' },
    ],
    ['a reply to another chat', { replyTo: { from: 'News', messageId: '8' } }],
    ['a reply to a story', { replyTo: { storyId: '3' } }],
  ])('notes %s', (name, metadata) => {
    expect(parseMessage(annotatedMessages[name])).toMatchObject({ metadata })
  })

  it('has no metadata where the text says it all', () => {
    expect(parseMessage(contentMessages.text)).toMatchObject({ metadata: null })
  })

  it('adds the addresses that links hide, once, below the words', () => {
    expect(parseMessage(annotatedMessages['a hidden link'])).toMatchObject({
      text: 'like here and https://b.example/x\nhttps://a.example/flat/7\nhttps://c.example/',
    })
  })

  it.each([
    ['ok', true],
    ['2', true],
    ['Я', true],
    ['👍👍', true],
    ['?', false],
    ['👍🏽', false],
  ])('knows whether %s is worth an answer', (text, wantsAnswer) => {
    expect(parseMessage(fromAnn({ text }))).toMatchObject({ text, wantsAnswer })
  })

  it('takes an update as JSON text and keeps the text as it came', () => {
    const raw = `{ "update_id": 8, "message": ${JSON.stringify(contentMessages.text)} }`
    expect(parseTelegramUpdate(raw, bot, open)).toMatchObject({ updateId: 8, raw, inbound: { kind: 'message' } })
  })

  it('counts a client who lets the bot in again as reachable, and leaves groups alone', () => {
    const update = updatesByKind.my_chat_member.my_chat_member
    const back = { ...update, new_chat_member: { status: 'member', user: bot } }
    expect(parse({ update_id: 1, my_chat_member: back })).toMatchObject({ kind: 'reachability', isBlocked: false })
    const group = { ...update, chat: { id: -5, type: 'group', title: 'G' } }
    expect(parse({ update_id: 1, my_chat_member: group })).toEqual({
      kind: 'ignored',
      reason: 'membership.not_private',
    })
    const promoted = { ...update, new_chat_member: { status: 'administrator', user: bot } }
    expect(parse({ update_id: 1, my_chat_member: promoted })).toEqual({
      kind: 'ignored',
      reason: 'membership.other_status',
    })
  })

  it('takes the press of a button without data, on an old message, and in a business chat', () => {
    const press = { ...updatesByKind.callback_query.callback_query, data: undefined, game_short_name: 'corsairs' }
    expect(parse({ update_id: 1, callback_query: press })).toMatchObject({ text: '[game corsairs]' })
    const old = { ...press, message: { chat: annsChat, message_id: 5, date: 0, business_connection_id: connectionId } }
    expect(parse({ update_id: 1, callback_query: old })).toMatchObject({ chat: annInBusiness, sentAt: receivedAt })
    const inline = { ...press, message: undefined, inline_message_id: 'x' }
    expect(parse({ update_id: 1, callback_query: inline })).toEqual({
      kind: 'ignored',
      reason: 'button.inline_message',
    })
  })

  it('calls a pressed button by its label, and by its data where the keyboard is not known', () => {
    const press = updatesByKind.callback_query.callback_query
    const inline_keyboard = [
      [
        { text: ' Fri 15:00 ', callback_data: press.data },
        { text: 'Site', url: 'https://a.example' },
      ],
    ]
    const textOf = (reply_markup: unknown, data: string | undefined = press.data) =>
      parse({ update_id: 1, callback_query: { ...press, data, message: { ...press.message, reply_markup } } })
    expect(textOf({ inline_keyboard })).toMatchObject({ text: 'Fri 15:00', metadata: { data: press.data } })
    expect(textOf({ inline_keyboard }, ' other ')).toMatchObject({ text: 'other', metadata: { data: ' other ' } })
    expect(textOf({ inline_keyboard: 'broken' })).toMatchObject({ text: press.data })
    expect(textOf(undefined)).toMatchObject({ text: press.data })
  })

  it('makes nothing of a button that this bot never wrote here, and says who waits to be told so', () => {
    const press = { ...updatesByKind.callback_query.callback_query, data: 'forged' }
    expect(parse({ update_id: 1, callback_query: press })).toEqual({
      kind: 'ignored',
      reason: 'button.unknown',
      press: {
        chat: expect.objectContaining({ chatId: `${annsChat.id}` }),
        callbackQueryId: press.id,
        appLanguage: 'en',
      },
    })
  })

  it.each<[string, unknown, string]>([
    ['text that is no JSON', '{"update_id": 1', 'update.update_id: not a whole number'],
    ['a list', [], 'update.update_id: not a whole number'],
    ['nothing', null, 'update.update_id: not a whole number'],
    ['an update without content', { update_id: 1 }, 'update: empty'],
    ['a message without a chat', { update_id: 1, message: { message_id: 1, date: 1 } }, 'message.chat: '],
    ['a message of a number', { update_id: 1, message: 5 }, 'message: '],
    ['text of a number', { update_id: 1, message: { ...fromAnn({}), text: 5 } }, 'message.text: '],
    [
      'a voice without a file',
      { update_id: 1, message: { ...fromAnn({}), voice: { duration: 2 } } },
      'voice.file_id: ',
    ],
    ['a photo without sizes', { update_id: 1, message: { ...fromAnn({}), photo: [] } }, 'photo.0: '],
    ['a button without a person', { update_id: 1, callback_query: { id: '1' } }, 'callback_query.from: '],
    ['a membership without a status', { update_id: 1, my_chat_member: {} }, 'my_chat_member.chat: '],
  ])('calls %s unreadable and names the place', (_name, update, place) => {
    const { inbound } = parseTelegramUpdate(update, bot, open)
    expect(inbound).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining(place) })
  })

  it('keeps a message whose forward, reply or quote it cannot read, without them', () => {
    const message = { ...fromAnn({ text: 'hello' }), forward_origin: 1, reply_to_message: {}, quote: { text: 2 } }
    expect(parse({ update_id: 1, message })).toMatchObject({ kind: 'message', text: 'hello', metadata: null })
  })

  it('expects no more of a message than the Bot API promises', () => {
    expectTypeOf<Message>().toExtend<z.input<typeof messageSchema>>()
  })

  it('gives an update without an id a negative one, always the same for the same update', () => {
    const [first, again, other] = ['garbage', 'garbage', 'rubbish'].map(
      text => parseTelegramUpdate(text, bot, open).updateId,
    )
    expect(first).toBeLessThan(0)
    expect(again).toBe(first)
    expect(other).not.toBe(first)
  })

  it('never throws, and never keeps a message without words, whatever a fixture is broken into', () => {
    const fixtures = [
      ...Object.values(updatesByKind),
      ...Object.values({ ...contentMessages, ...serviceMessages, ...annotatedMessages }).map(message => ({
        update_id: 1,
        message,
      })),
    ]
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), fc.nat(), brokenValues, (fixture, at, value) => {
        const inbound = parse(breakAt(fixture, at, value))
        if (inbound.kind === 'echo') return
        if ('text' in inbound) expect(inbound.text.trim()).not.toBe('')
        else expect(['ignored', 'unreadable', 'stop', 'reachability', 'connection', 'deletion']).toContain(inbound.kind)
      }),
      { numRuns: 1500 },
    )
  })

  it('never throws, whatever comes in', () => {
    const cycle: Record<string, unknown> = { update_id: 1 }
    cycle.message = cycle
    for (const update of [
      undefined,
      5n,
      cycle,
      Symbol('x'),
      () => 1,
      { update_id: 1, constructor: {} },
      { update_id: 1, __proto__: null, toString: 1 },
    ]) {
      expect(['ignored', 'unreadable']).toContain(parse(update).kind)
    }
    fc.assert(
      fc.property(fc.anything(), anything => {
        expect(parse(anything).kind).toBe('unreadable')
      }),
    )
  })
})

const brokenValues = fc.oneof(
  fc.constantFrom(null, '', ' ', 0, -1, 1.5, Number.MAX_VALUE, true, [], {}, [null], [[]], '\ud83d', '__proto__'),
  fc.jsonValue(),
)

/** The fixture with one of its values, the `at`-th counted around, put in the place of another. */
function breakAt(fixture: object, at: number, value: unknown): unknown {
  let count = 0
  JSON.stringify(fixture, (_key, each: unknown) => {
    count++
    return each
  })
  let place = 0
  // The first value is the update itself and the second its id.
  const chosen = 2 + (at % (count - 2))
  return JSON.parse(JSON.stringify(fixture, (_key, each: unknown) => (place++ === chosen ? value : each)))
}
