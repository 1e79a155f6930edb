import type { ChatAddress, Person } from '../../contract.ts'
import type { TelegramChat, TelegramMessage, TelegramUser } from './message-schema.ts'

// Telegram's stand-ins for someone who writes in the name of a chat: a group's hidden administrator, or a channel.
const anonymousAdmin = 1087968824
const channelAsSender = 136817688

/** Where the message is, and where an answer to it goes. */
export function readAddress(message: TelegramMessage): ChatAddress {
  return {
    businessConnectionId: message.business_connection_id ?? '',
    chatId: String(message.chat.id),
    topicId: readTopic(message),
    chatType: message.chat.type === 'supergroup' ? 'group' : message.chat.type,
  }
}

// Outside of topics Telegram sets message_thread_id for plain threads of replies as well; those are no topics to answer in.
function readTopic({ is_topic_message, message_thread_id, direct_messages_topic }: TelegramMessage): string {
  if (is_topic_message === true && message_thread_id !== undefined) return String(message_thread_id)
  return direct_messages_topic === undefined ? '' : String(direct_messages_topic.topic_id)
}

/** Who wrote it; a chat, with its negative number, where one writes in the name of a chat. Null when Telegram does not say. */
export function readSender({ from, sender_chat, chat }: TelegramMessage): Person | null {
  if (from !== undefined && !isStandIn(from)) return readPerson(from)
  const inTheNameOf = sender_chat ?? (chat.type === 'channel' ? chat : undefined)
  return inTheNameOf === undefined ? null : readChatAsPerson(inTheNameOf)
}

/** Whether `from` only stands in for a chat. */
export function isStandIn({ id }: TelegramUser): boolean {
  return id === anonymousAdmin || id === channelAsSender
}

export function readPerson(user: TelegramUser): Person {
  const displayName = [user.first_name, user.last_name ?? ''].join(' ').trim()
  return {
    userId: user.id,
    displayName: displayName === '' ? null : displayName,
    username: user.username ?? null,
    appLanguage: user.language_code ?? null,
  }
}

/** In a business chat the chat is the client, whoever wrote. */
export function readClient({ chat }: TelegramMessage): Person {
  const displayName = [chat.first_name ?? '', chat.last_name ?? ''].join(' ').trim()
  return {
    userId: chat.id,
    displayName: displayName === '' ? null : displayName,
    username: chat.username ?? null,
    appLanguage: null,
  }
}

function readChatAsPerson({ id, title, username }: TelegramChat): Person {
  return { userId: id, displayName: title ?? null, username: username ?? null, appLanguage: null }
}
