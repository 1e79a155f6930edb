import type { ChatAddress, OutboundPart } from '../../contract.ts'
import type { TelegramClient } from '../client/create-client.ts'
import { buildAddress, findBotPlace } from './build-address.ts'
import { buildMessage } from './build-part.ts'

type EditText = Parameters<TelegramClient['raw']['editMessageText']>[0]
type CreateTopic = Parameters<TelegramClient['raw']['createForumTopic']>[0]

/** A part as the new text and buttons of a message of ours. Without buttons the message has none from then on. Pure. */
export function buildEdit(chat: ChatAddress, part: OutboundPart, messageId: string): EditText {
  const { text, entities, link_preview_options, reply_markup } = buildMessage(chat, part)
  return {
    ...buildAddress(chat),
    message_id: Number(messageId),
    text,
    link_preview_options,
    ...(entities !== undefined && { entities }),
    ...(reply_markup !== undefined && 'inline_keyboard' in reply_markup && { reply_markup }),
  }
}

const maxTopicUnits = 128

/** A wish for a topic; null for a chat of a business account, which has none. Pure. */
export function buildTopic(chat: ChatAddress, name: string): CreateTopic | null {
  const place = findBotPlace(chat)
  // A cut through a character leaves half of it, which Telegram does not take.
  return place === null ? null : { ...place, name: name.slice(0, maxTopicUnits).replace(/\p{Surrogate}$/u, '') }
}
