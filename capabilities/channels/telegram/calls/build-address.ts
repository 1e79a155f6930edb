import type { ChatAddress } from '../../contract.ts'

/** Where a call acts. Without its business connection a number names another chat: the bot's own. */
export function buildAddress({ chatId, businessConnectionId }: ChatAddress) {
  return {
    chat_id: Number(chatId),
    ...(businessConnectionId !== '' && { business_connection_id: businessConnectionId }),
  }
}

/** Where a new message goes: into the topic, too. */
export function buildPlace(chat: ChatAddress) {
  return { ...buildAddress(chat), ...(chat.topicId !== '' && { message_thread_id: Number(chat.topicId) }) }
}
