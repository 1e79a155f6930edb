import type { Chat, Message, Update } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { voice } from '../../../../test/fixtures/telegram/files.ts'
import * as people from '../../../../test/fixtures/telegram/people.ts'
import { updatesByKind } from '../../../../test/fixtures/telegram/updates.ts'
import type { Inbound } from '../../contract.ts'
import type { InboundSettings } from './inbound-context.ts'
import { parseTelegramUpdate } from './parse-update.ts'

const { ann, boris, connectionId, fromAnn, inTeam, news, noon, otherBot, owner, team } = people
const bot = { ...people.bot, seal: { open: (_chat: unknown, data: string) => data } }
const open: InboundSettings = { handlePrivateChats: true, handleGroups: true, handleChannels: true, receivedAt: 0 }
const shut: InboundSettings = { handlePrivateChats: false, handleGroups: false, handleChannels: false, receivedAt: 0 }

function treat(update: Omit<Update, 'update_id'>, settings = open): string {
  const { inbound } = parseTelegramUpdate({ update_id: 1, ...update }, bot, settings)
  return inbound.kind === 'ignored' || inbound.kind === 'unreadable' ? inbound.reason : inbound.kind
}

function hear(message: Message & Update.NonChannel, settings = open): string {
  return treat({ message }, settings)
}

function parse(message: Message & Update.NonChannel): Inbound {
  return parseTelegramUpdate({ update_id: 1, message }, bot, open).inbound
}

/** A message that begins with a command. */
function command(text: string): Omit<Partial<Message>, 'message_id' | 'from' | 'chat' | 'date'> {
  return { text, entities: [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]?.length ?? 0 }] }
}

const botsAnswer = { ...inTeam({ text: 'Monday?' }), message_id: 290, from: bot, reply_to_message: undefined }

describe('whose messages are heard', () => {
  it.each<[string, Message & Update.NonChannel, string]>([
    ['a client', fromAnn({ text: 'hi' }), 'message'],
    [
      "Telegram's service account",
      { ...fromAnn({ text: 'Login code: 1' }), from: people.serviceAccount },
      'sender.service_account',
    ],
    ['another bot', { ...fromAnn({ text: 'hi' }), from: otherBot }, 'sender.bot'],
    ['the bot itself', { ...fromAnn({ text: 'hi' }), from: bot }, 'sender.self'],
    ['a message that only one person can see', fromAnn({ text: 'hi', ephemeral_message_id: 3 }), 'message.ephemeral'],
  ])('%s', (_who, message, treatment) => {
    expect(hear(message)).toBe(treatment)
  })

  it.each<[string, Message & Update.NonChannel, object]>([
    [
      'its hidden administrator',
      { ...inTeam(command('/help')), from: people.hiddenAdmin, sender_chat: team },
      { userId: team.id, displayName: 'Team' },
    ],
    [
      'a channel',
      { ...inTeam(command('/help')), from: people.channelAsSender, sender_chat: news },
      { userId: news.id, username: 'shop_news' },
    ],
  ])('takes the chat for the person where someone writes in the name of a group or %s', (_who, message, from) => {
    expect(parse(message)).toMatchObject({ kind: 'message', from })
  })

  it('does not hear a linked channel in its discussion group', () => {
    const copy = { ...inTeam({ text: '@SalesDeskBot', is_automatic_forward: true as const }), sender_chat: news }
    expect(hear({ ...copy, from: people.serviceAccount })).toBe('sender.service_account')
  })
})

describe('where messages are heard', () => {
  it('follows the three settings', () => {
    const post = updatesByKind.channel_post.channel_post
    expect(hear(fromAnn({ text: 'hi' }), { ...open, handlePrivateChats: false })).toBe('private.disabled')
    expect(hear(inTeam(command('/help')), { ...open, handleGroups: false })).toBe('group.disabled')
    expect(treat({ channel_post: post }, { ...open, handleChannels: false })).toBe('channel.disabled')
    expect(treat({ edited_message: { ...fromAnn({ text: 'hi' }), edit_date: noon } }, shut)).toBe('private.disabled')
    expect(treat({ callback_query: updatesByKind.callback_query.callback_query }, shut)).toBe('private.disabled')
  })

  it('tells topics apart, but not threads of replies', () => {
    const address = (content: Parameters<typeof inTeam>[0]) => {
      const inbound = parse(inTeam({ ...command('/help'), ...content }))
      return inbound.kind === 'message' ? inbound.chat : null
    }
    expect(address({ message_thread_id: 7, is_topic_message: true })).toMatchObject({ topicId: '7', chatType: 'group' })
    expect(address({ message_thread_id: 7 })).toMatchObject({ topicId: '' })
    expect(address({ direct_messages_topic: { topic_id: 9, user: ann } })).toMatchObject({ topicId: '9' })
  })
})

describe('what is heard in a group', () => {
  const mention = { text: 'Hi @salesdeskbot', entities: [{ type: 'mention', offset: 3, length: 13 } as const] }
  const topicRoot = {
    ...botsAnswer,
    message_id: 7,
    text: undefined,
    forum_topic_created: { name: 'Rent', icon_color: 1 },
  }
  const directChat: Chat.SupergroupChat = {
    id: -1001700000001,
    type: 'supergroup',
    title: 'DM',
    is_direct_messages: true,
  }

  it.each<[string, Message & Update.NonChannel, string]>([
    ['talk among people', inTeam({ text: 'SalesDeskBot is nice' }), 'group.not_addressed'],
    ['a mention in any letter case', inTeam(mention), 'message'],
    ['a mention in a caption', inTeam({ voice, caption: mention.text, caption_entities: mention.entities }), 'message'],
    [
      'a mention behind an emoji',
      inTeam({ text: '👍 @SalesDeskBot', entities: [{ type: 'mention', offset: 3, length: 13 }] }),
      'message',
    ],
    [
      'a mention of someone else',
      inTeam({ text: '@boris_b', entities: [{ type: 'mention', offset: 0, length: 8 }] }),
      'group.not_addressed',
    ],
    [
      'a mention by name',
      inTeam({ text: 'Sales', entities: [{ type: 'text_mention', offset: 0, length: 5, user: bot }] }),
      'message',
    ],
    [
      'a mention of another by name',
      inTeam({ text: 'Boris', entities: [{ type: 'text_mention', offset: 0, length: 5, user: boris }] }),
      'group.not_addressed',
    ],
    ['a reply to the bot', inTeam({ text: 'Monday', reply_to_message: botsAnswer }), 'message'],
    [
      'a reply to someone else',
      inTeam({ text: 'Monday', reply_to_message: { ...botsAnswer, from: boris } }),
      'group.not_addressed',
    ],
    [
      'talk in a topic that the bot opened',
      inTeam({ text: 'hi', message_thread_id: 7, is_topic_message: true, reply_to_message: topicRoot }),
      'group.not_addressed',
    ],
    ['a command', inTeam(command('/price')), 'message'],
    ['a command to the bot', inTeam(command('/price@SalesDeskBot')), 'message'],
    ["another bot's command", inTeam(command('/price@OtherBot')), 'group.not_addressed'],
    [
      "another bot's command that replies to this one",
      inTeam({ ...command('/price@OtherBot'), reply_to_message: botsAnswer }),
      'group.not_addressed',
    ],
    [
      'a command in the middle',
      inTeam({ text: 'try /price', entities: [{ type: 'bot_command', offset: 4, length: 6 }] }),
      'group.not_addressed',
    ],
    [
      'a command to the bot in the middle',
      inTeam({ text: 'try /price@SalesDeskBot', entities: [{ type: 'bot_command', offset: 4, length: 19 }] }),
      'message',
    ],
    [
      "a client's message to a channel",
      { ...inTeam({ text: 'hi', direct_messages_topic: { topic_id: 9, user: ann } }), chat: directChat },
      'message',
    ],
    [
      "an administrator's message to that client",
      { ...inTeam({ text: 'hi', direct_messages_topic: { topic_id: 9, user: boris } }), chat: directChat },
      'group.not_addressed',
    ],
    ['someone who joins', inTeam({ new_chat_members: [boris] }), 'group.not_addressed'],
  ])('%s', (_what, message, treatment) => {
    expect(hear(message)).toBe(treatment)
  })

  it('a press of the bot’s button, which needs no mention', () => {
    const press = { ...updatesByKind.callback_query.callback_query, message: botsAnswer }
    expect(treat({ callback_query: press })).toBe('message')
  })
})

describe('what is heard of a business account', () => {
  const inBusiness = (content: Partial<Message>) => ({
    ...fromAnn({ text: 'hi' }),
    chat: people.annsChat,
    business_connection_id: connectionId,
    ...content,
  })

  it.each<[string, Partial<Message>, string]>([
    ['its client', {}, 'message'],
    ['its owner', { from: owner }, 'owner-words'],
    ['its away message', { from: owner, is_from_offline: true }, 'business.automatic'],
    ['a message that the client had scheduled', { is_from_offline: true }, 'message'],
    ['what the bot said for it', { from: owner, sender_business_bot: bot }, 'echo'],
    ['what another bot said for it', { from: owner, sender_business_bot: otherBot }, 'business.sent_by_bot'],
    ['a bot as its client', { from: { ...ann, is_bot: true } }, 'sender.bot'],
  ])('%s', (_what, content, treatment) => {
    expect(treat({ business_message: { ...inBusiness({}), ...content, chat: people.annsChat } })).toBe(treatment)
  })

  it('nothing of its owner’s chat with this very bot', () => {
    const chat = { ...people.annsChat, id: bot.id }
    expect(treat({ business_message: { ...inBusiness({}), chat, from: owner } })).toBe('business.chat_with_bot')
    expect(treat({ business_message: { ...inBusiness({}), chat, from: bot } })).toBe('business.chat_with_bot')
  })

  it('what an inline bot says for a client, but without answering it', () => {
    const message = { ...inBusiness({ via_bot: otherBot }), chat: people.annsChat }
    const { inbound } = parseTelegramUpdate({ update_id: 1, business_message: message }, bot, open)
    expect(inbound).toMatchObject({ kind: 'message', wantsAnswer: false })
  })

  it('whom its owner writes to, and what', () => {
    const message = { ...inBusiness({ from: owner, text: 'Come on Monday' }), chat: people.annsChat }
    const { inbound } = parseTelegramUpdate({ update_id: 1, business_message: message }, bot, open)
    expect(inbound).toEqual({
      kind: 'owner-words',
      chat: { businessConnectionId: connectionId, chatId: `${ann.id}`, topicId: '', chatType: 'private' },
      client: { userId: ann.id, displayName: 'Ann Lee', username: 'ann_lee', appLanguage: null },
      messageId: '101',
      sentAt: people.noon * 1000,
      messageKind: 'text',
      text: 'Come on Monday',
      metadata: null,
    })
  })

  it('what its owner makes of their own message', () => {
    const message = { ...inBusiness({ from: owner, text: 'Come on Friday' }), chat: people.annsChat, edit_date: 9 }
    const { inbound } = parseTelegramUpdate({ update_id: 1, edited_business_message: message }, bot, open)
    expect(inbound).toMatchObject({ kind: 'edit', messageId: '101', text: 'Come on Friday', editedAt: 9000 })
  })

  it('the client who presses a button, not the owner', () => {
    const message = { ...inBusiness({ from: owner, sender_business_bot: bot }), chat: people.annsChat }
    const press = updatesByKind.callback_query.callback_query
    expect(treat({ callback_query: { ...press, message } })).toBe('message')
    expect(treat({ callback_query: { ...press, message, from: owner } })).toBe('business.owner_spoke')
  })
})

describe('commands', () => {
  it.each([
    ['/start shop_42', { name: 'start', argument: 'shop_42' }],
    ['/START@salesdeskbot  a  b ', { name: 'start', argument: 'a  b' }],
    ['/help', { name: 'help', argument: '' }],
    ['/start\nnew line', { name: 'start', argument: 'new line' }],
  ])('reads %s', (text, expected) => {
    const length = /^\S+/.exec(text)?.[0].length ?? 0
    const message = fromAnn({ text, entities: [{ type: 'bot_command', offset: 0, length }] })
    expect(parse(message)).toMatchObject({ messageKind: 'command', command: expected, wantsAnswer: true })
  })

  it.each([
    ['without its mark', fromAnn({ text: '/start' })],
    ['in the middle', fromAnn({ text: 'do /start', entities: [{ type: 'bot_command', offset: 3, length: 6 }] })],
    ['for another bot', fromAnn({ ...command('/start@OtherBot') })],
  ])('are none %s', (_name, message) => {
    expect(parse(message)).toMatchObject({ messageKind: 'text', command: null })
  })
})
