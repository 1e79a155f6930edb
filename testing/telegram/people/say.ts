import type { MessageEntity } from 'grammy/types'
import type { ApiMessage, MessageContent } from '../state/api-types.ts'
import { appendMessage, type ChatLog, findMessage, type LoggedMessage } from '../state/chat-log.ts'
import type { EmulatedBot } from '../state/emulated-bot.ts'
import { type BotAccount, getAccount, type Person, unixTime, type World } from '../state/world.ts'
import { quoteOf } from '../validation/check-reply.ts'
import { detectEntities } from '../validation/detect-entities.ts'
import { deliver } from './deliver.ts'
import { getConnection, openChat, type Place } from './places.ts'

export interface SayOptions {
  /** Default: the person's own chat with the bot. */
  readonly chat?: Place
  /** Formatting; commands, links and mentions are found without being told. */
  readonly entities?: readonly MessageEntity[]
  /** The message this answers. */
  readonly replyTo?: { readonly message_id: number } | number
  /** A topic of the chat, which exists from then on. */
  readonly threadId?: number
}

/** A message of a person, as it was written, and the update that tells the bot. */
export interface Said {
  readonly bot: EmulatedBot
  readonly message: ApiMessage
  /** Null when the bot does not hear it: privacy mode, a kind of update it did not ask for, a disabled connection. */
  readonly updateId: number | null
}

/** A person writes. Throws TypeError where Telegram's app would not let them: to a bot they have blocked, as a deleted account. */
export function say(world: World, person: Person, bot: EmulatedBot, text: string, options: SayOptions = {}): Said {
  const entities = detectEntities(text, options.entities)
  return post(world, person, bot, { text, entities: entities.length === 0 ? undefined : entities }, options)
}

/** A person sends a message of any kind. */
export function post(
  world: World,
  person: Person,
  bot: EmulatedBot,
  content: MessageContent,
  options: SayOptions = {},
): Said {
  const account = getAccount(world, bot)
  checkMayWrite(account, person, options.chat)
  const log = openChat(world, account, person, options.chat)
  const message = buildMessage(world, person, log, content, options)
  const entry: LoggedMessage = { message, author: 'person', isDeleted: false, replyKeyboard: null }
  appendMessage(log, entry, world.settings.messagesPerChat)
  if (!isOwner(account, log, person)) log.lastIncomingMs = world.clock.now()
  const updateId = deliver(world, account, { log, message, isEdit: false })
  world.signals.emit({ kind: 'said', log, entry })
  return { bot: account, message, updateId }
}

/** A person changes the text of their message; `said` keeps what it was. */
export function edit(world: World, said: Said, text: string): Said {
  const account = getAccount(world, said.bot)
  const log = getLogOf(world, account, said.message)
  const entry = findMessage(log, said.message.message_id)
  if (entry === null) throw new TypeError(`message ${said.message.message_id} is deleted`)
  const entities = detectEntities(text)
  entry.message = {
    ...entry.message,
    text,
    entities: entities.length === 0 ? undefined : entities,
    edit_date: unixTime(world),
  }
  const updateId = deliver(world, account, { log, message: entry.message, isEdit: true })
  world.signals.emit({ kind: 'edited', log, entry })
  return { bot: said.bot, message: entry.message, updateId }
}

/** The chat a message lies in. Throws TypeError for a message of another bot. */
export function getLogOf(world: World, bot: BotAccount, message: ApiMessage): ChatLog {
  const connectionId = message.business_connection_id
  const log =
    connectionId === undefined
      ? (bot.privateChats.get(message.chat.id) ?? world.groups.get(message.chat.id)?.log)
      : getConnection(bot, connectionId).chats.get(message.chat.id)
  if (log === undefined) throw new TypeError(`no chat ${message.chat.id} with bot ${bot.id}`)
  return log
}

function checkMayWrite(bot: BotAccount, person: Person, place: Place | undefined): void {
  if (person.isDeactivated) throw new TypeError(`user ${person.user.id} is deactivated`)
  if (place === undefined && bot.blockedBy.has(person.user.id)) {
    throw new TypeError(`user ${person.user.id} has blocked bot ${bot.id}: unblock first`)
  }
}

function buildMessage(
  world: World,
  person: Person,
  log: ChatLog,
  content: MessageContent,
  { replyTo, threadId }: SayOptions,
): ApiMessage {
  const repliedId = typeof replyTo === 'object' ? replyTo.message_id : replyTo
  const replied = repliedId === undefined ? undefined : findMessage(log, repliedId)?.message
  if (threadId !== undefined) log.threads.add(threadId)
  return {
    message_id: log.ids.next++,
    from: person.user,
    chat: log.chat,
    date: unixTime(world),
    business_connection_id: log.connectionId ?? undefined,
    message_thread_id: threadId,
    is_topic_message: threadId === undefined ? undefined : true,
    reply_to_message: replied === undefined ? undefined : quoteOf(replied),
    ...content,
  }
}

function isOwner(bot: BotAccount, log: ChatLog, person: Person): boolean {
  return log.connectionId !== null && bot.connections.get(log.connectionId)?.owner === person
}
