import type { Inbound } from '../../../contract.ts'
import { describeMessage } from '../content/describe-message.ts'
import { flattenRichMessage } from '../content/flatten-rich-message.ts'
import type { InboundContext } from '../inbound-context.ts'
import { readMetadata } from '../message-metadata.ts'
import type { TelegramMessage } from '../message-schema.ts'
import { readBody } from '../message-text.ts'
import { readAddress, readClient } from '../read-sender.ts'
import { fieldsOf } from '../wire.ts'

/**
 * Whether a message is the owner's own, or ours that comes back, in a business chat that is heard. What other bots and automatic
 * answers say there is left to `findRefusal`.
 */
export function standsOnOwnersSide(message: TelegramMessage, { me, settings }: InboundContext): boolean {
  if (!isOwnersSide(message) || message.chat.id === me.id || !settings.handlePrivateChats) return false
  const { sender_business_bot: bot, is_from_offline: isAutomatic = false, from } = message
  return bot === undefined ? !isAutomatic && from?.is_bot !== true : bot.id === me.id
}

/** In a business chat, the chat is the client; whoever else writes there is the owner. */
export function isOwnersSide({ business_connection_id, from, chat }: TelegramMessage): boolean {
  return business_connection_id !== undefined && from?.id !== chat.id
}

/** Parses a new message of the owner, or our own echo. */
export function parseOwnersSide(payload: unknown, message: TelegramMessage): Inbound {
  return message.sender_business_bot === undefined ? toOwnerWords(payload, message) : toEcho(payload, message)
}

/** Parses what the owner made of their message. Our own are changed by us alone. */
export function parseOwnersEdit(payload: unknown, message: TelegramMessage): Inbound {
  if (message.sender_business_bot !== undefined) return { kind: 'ignored', reason: 'business.sent_by_bot' }
  const words = toOwnerWords(payload, message)
  if (words.kind !== 'owner-words') return words
  const { chat, client: from, messageId, text } = words
  return { kind: 'edit', chat, from, messageId, text, editedAt: (message.edit_date ?? message.date) * 1000 }
}

function toEcho(payload: unknown, message: TelegramMessage): Inbound {
  const { rich_message: rich } = fieldsOf(payload)
  return {
    kind: 'echo',
    chat: readAddress(message),
    messageId: String(message.message_id),
    text: rich === undefined ? readBody(message).text : flattenRichMessage(rich),
  }
}

function toOwnerWords(payload: unknown, message: TelegramMessage): Inbound {
  const description = describeMessage(message, fieldsOf(payload))
  if (description.kind === 'unreadable') return description
  const { messageKind, text, details } = description.value
  return {
    kind: 'owner-words',
    chat: readAddress(message),
    client: readClient(message),
    messageId: String(message.message_id),
    sentAt: message.date * 1000,
    messageKind,
    text,
    metadata: readMetadata(message, details),
  }
}
