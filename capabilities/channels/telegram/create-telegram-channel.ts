import type { MessageEntity } from 'grammy/types'
import { errorCode, type Logger } from '#shared/utils'
import type { Channel, ChatAddress, OutboundPart, SendOutcome, TextEntity } from '../contract.ts'
import { callSignal } from './client/call-signal.ts'
import { classifyError } from './client/classify-error.ts'
import type { TelegramClient } from './client/create-client.ts'
import type { FloodBudget } from './flood/flood-budget.ts'
import { renderMarkdown } from './format/render-markdown.ts'

export interface TelegramChannelOptions {
  readonly client: TelegramClient
  readonly budget: FloodBudget
  readonly logger: Logger
}

type SendMessage = Parameters<TelegramClient['raw']['sendMessage']>[0]

/**
 * Speaks for one bot, in its own chats and for the business accounts it is connected to. `send` does not ask the budget: call
 * `admit` first. A 429 on any call silences its chat in the budget.
 */
export function createTelegramChannel({ client, budget, logger }: TelegramChannelOptions): Channel {
  return { name: 'telegram', render: renderMarkdown, admit: chat => budget.admit(chat), send, showTyping }

  async function send(chat: ChatAddress, part: OutboundPart, signal: AbortSignal): Promise<SendOutcome> {
    try {
      const message = await client.raw.sendMessage(buildMessage(chat, part), callSignal(signal))
      return { kind: 'sent', externalId: String(message.message_id) }
    } catch (error) {
      const outcome = classifyError(error)
      if (outcome.kind === 'rate-limited') penalize('sendMessage', chat, outcome.retryAfterMs)
      return outcome
    }
  }

  async function showTyping(chat: ChatAddress, signal: AbortSignal): Promise<void> {
    if (!budget.admitTyping(chat)) return
    try {
      await client.raw.sendChatAction({ ...buildAddress(chat), action: 'typing' }, callSignal(signal))
    } catch (error) {
      const outcome = classifyError(error)
      if (outcome.kind === 'rate-limited') penalize('sendChatAction', chat, outcome.retryAfterMs)
      else logger.debug('telegram.typing_failed', { outcome: outcome.kind, code: errorCode(error) })
    }
  }

  function penalize(method: string, { chatId, chatType }: ChatAddress, retryAfterMs: number): void {
    budget.penalize({ method, chatId, chatType, retryAfterMs })
  }
}

/** Pure: what goes over the wire. Never a `parse_mode`: entities cannot fail to parse. */
function buildMessage(chat: ChatAddress, part: OutboundPart): SendMessage {
  const message: SendMessage = { ...buildAddress(chat), text: part.text, link_preview_options: { is_disabled: true } }
  if (part.entities.length > 0) message.entities = buildEntities(part.entities)
  if (part.replyToMessageId !== null) {
    // The client may have deleted the message meanwhile; the answer is wanted all the same.
    message.reply_parameters = { message_id: Number(part.replyToMessageId), allow_sending_without_reply: true }
  }
  return message
}

function buildAddress(chat: ChatAddress) {
  return {
    chat_id: Number(chat.chatId),
    ...(chat.businessConnectionId !== '' && { business_connection_id: chat.businessConnectionId }),
    ...(chat.topicId !== '' && { message_thread_id: Number(chat.topicId) }),
  }
}

function buildEntities(entities: readonly TextEntity[]): MessageEntity[] {
  return entities.map(({ type, offset, length, url = '', language }) => {
    if (type === 'text_link') return { type, offset, length, url }
    if (type === 'pre' && language !== undefined) return { type, offset, length, language }
    return { type, offset, length }
  })
}
