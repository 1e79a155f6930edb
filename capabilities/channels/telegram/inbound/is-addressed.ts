import type { BotAccount } from './inbound-context.ts'
import type { TelegramEntity, TelegramMessage } from './message-schema.ts'
import { type MessageBody, readBody } from './message-text.ts'

/** Whether a message in a group speaks to the bot: mentions it, replies to it, or is a command that is not another bot's. */
export function isAddressed(message: TelegramMessage, me: BotAccount): boolean {
  const body = readBody(message)
  const command = body.entities.find(({ type, offset }) => type === 'bot_command' && offset === 0)
  if (command !== undefined) return isCommandFor(textOf(body, command), me)
  return isDirect(message) || isReplyTo(message, me) || body.entities.some(entity => mentions(body, entity, me))
}

function isCommandFor(command: string, me: BotAccount): boolean {
  const [, target] = command.split('@')
  return target === undefined || isName(target, me)
}

/** A client who writes to a channel writes into a topic of their own; others there are the channel's administrators. */
function isDirect({ chat, direct_messages_topic, from }: TelegramMessage): boolean {
  return chat.is_direct_messages === true && from !== undefined && direct_messages_topic?.user?.id === from.id
}

/** In a topic, every message that replies to nothing is handed over as a reply to the one that opened the topic. */
function isReplyTo(
  { reply_to_message, message_thread_id, is_topic_message }: TelegramMessage,
  me: BotAccount,
): boolean {
  const isTopicRoot = is_topic_message === true && reply_to_message?.message_id === message_thread_id
  return reply_to_message?.from?.id === me.id && !isTopicRoot
}

function mentions(body: MessageBody, entity: TelegramEntity, me: BotAccount): boolean {
  if (entity.type === 'text_mention') return entity.user?.id === me.id
  if (entity.type !== 'mention' && entity.type !== 'bot_command') return false
  const [, name = ''] = textOf(body, entity).split('@')
  return isName(name, me)
}

function isName(name: string, me: BotAccount): boolean {
  return name !== '' && name.toLowerCase() === me.username.toLowerCase()
}

function textOf({ text }: MessageBody, { offset, length }: TelegramEntity): string {
  return text.slice(offset, offset + length)
}
