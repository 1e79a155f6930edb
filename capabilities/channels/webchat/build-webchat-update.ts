import { createHash } from 'node:crypto'
import type { InboundMessage, InboundUpdate } from '../contract.ts'

/** A message as the web page sends it. */
export interface WebchatMessage {
  /** The browser's own id of the chat. */
  readonly chatId: string
  /** The page's id of the message: the same id again is the same message. */
  readonly clientMessageId: string
  /** Not empty; of a pressed button its label. */
  readonly text: string
  readonly sentAt: number
  /** IETF tag of the browser's language; null when it does not say. */
  readonly appLanguage: string | null
  /** The button whose press this is; absent for what was written. */
  readonly press?: WebchatPress
}

export interface WebchatPress {
  readonly data: string
  /** Our id of the message that bears the button. */
  readonly buttonMessageId: string
}

/** Gives a web chat message the shape that every channel hands to ingest. Pure: the same message always has the same update id. */
export function buildWebchatUpdate(message: WebchatMessage): InboundUpdate {
  return {
    updateId: hashToNumber(`${message.chatId}/${message.clientMessageId}`),
    updateKind: 'webchat_message',
    raw: JSON.stringify({
      chat_id: message.chatId,
      client_message_id: message.clientMessageId,
      text: message.text,
      sent_at: message.sentAt,
      ...(message.press && { data: message.press.data, button_message_id: message.press.buttonMessageId }),
    }),
    inbound: buildInbound(message),
  }
}

function buildInbound(message: WebchatMessage): InboundMessage {
  const { press } = message
  const command = press === undefined ? parseCommand(message.text) : null
  return {
    kind: 'message',
    chat: { businessConnectionId: '', chatId: message.chatId, topicId: '', chatType: 'private' },
    from: {
      userId: -hashToNumber(message.chatId),
      displayName: null,
      username: null,
      appLanguage: message.appLanguage,
    },
    messageId: message.clientMessageId,
    sentAt: message.sentAt,
    messageKind: press !== undefined ? 'button' : command === null ? 'text' : 'command',
    text: message.text,
    command,
    wantsAnswer: true,
    metadata: press === undefined ? null : { ...press },
  }
}

// Telegram's own form, so that every command works in both places.
function parseCommand(text: string): InboundMessage['command'] {
  const match = /^\/([a-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?$/is.exec(text)
  if (match === null) return null
  const [, name = '', argument = ''] = match
  return { name: name.toLowerCase(), argument: argument.trim() }
}

// 52 bits stay exact in a JavaScript number and in a BIGINT; two of a million messages share one with a chance of 1 in 9,000.
function hashToNumber(text: string): number {
  return Number(createHash('sha256').update(text).digest().readBigUInt64BE() >> 12n)
}
