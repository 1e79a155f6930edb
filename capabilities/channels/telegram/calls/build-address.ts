import type { ChatAddress } from '../../contract.ts'
import type {
  BotChatId,
  BotPlace,
  BusinessChatId,
  BusinessConnectionId,
  BusinessPlace,
} from '../client/guarded-calls.ts'

/** Where a call acts. Without its business connection a number names another chat: the bot's own. */
export function buildAddress(chat: ChatAddress): BotPlace | BusinessPlace {
  return findBotPlace(chat) ?? toBusinessPlace(chat)
}

/** Where a new message goes: into the topic, too. */
export function buildPlace(chat: ChatAddress): (BotPlace | BusinessPlace) & { readonly message_thread_id?: number } {
  const address = buildAddress(chat)
  return chat.topicId === '' ? address : { ...address, message_thread_id: Number(chat.topicId) }
}

/** The chat as one of the bot's own, for calls that know no other; null for a chat of a business account. */
export function findBotPlace({ businessConnectionId, chatId }: ChatAddress): BotPlace | null {
  return businessConnectionId === '' ? { chat_id: toBotChatId(Number(chatId)) } : null
}

/** The chat as one of a business account, for calls that know no other; null for a chat of the bot's own. */
export function findBusinessPlace(chat: ChatAddress): BusinessPlace | null {
  return chat.businessConnectionId === '' ? null : toBusinessPlace(chat)
}

/** Says that a number is that of a chat of the bot's own: of a person who talks to the bot itself. */
export function toBotChatId(chatId: number): BotChatId {
  return chatId as BotChatId
}

// The one place where the numbers of business chats are named so; it never yields one without its connection.
function toBusinessPlace({ businessConnectionId, chatId }: ChatAddress): BusinessPlace {
  return {
    chat_id: Number(chatId) as BusinessChatId,
    business_connection_id: businessConnectionId as BusinessConnectionId,
  }
}
