import { type Clock, type Logger, systemClock } from '#shared/utils'
import type { Channel, ChatAddress, OutboundPart, SendOutcome } from '../contract.ts'
import { buildPlace } from './calls/build-address.ts'
import { buildDocument, buildMessage, buildPhoto } from './calls/build-part.ts'
import { tryCourtesy } from './calls/try-courtesy.ts'
import { callSignal } from './client/call-signal.ts'
import { classifyError } from './client/classify-error.ts'
import type { TelegramClient } from './client/create-client.ts'
import { createFetchFile } from './files/fetch-file.ts'
import type { FloodBudget } from './flood/flood-budget.ts'
import { renderMarkdown } from './format/render-markdown.ts'

export interface TelegramChannelOptions {
  readonly client: TelegramClient
  readonly budget: FloodBudget
  readonly logger: Logger
  /** Default: the system's. */
  readonly clock?: Clock
}

/**
 * Speaks for one bot, in its own chats and for the business accounts it is connected to. `send` does not ask the budget: call
 * `admit` first. A 429 on any call silences its chat in the budget.
 */
export function createTelegramChannel(options: TelegramChannelOptions): Channel {
  const { client, budget, logger, clock = systemClock } = options
  const fetchFile = createFetchFile({ client, clock })
  return { name: 'telegram', render: renderMarkdown, admit: chat => budget.admit(chat), send, showTyping, fetchFile }

  async function send(chat: ChatAddress, part: OutboundPart, signal: AbortSignal): Promise<SendOutcome> {
    const method = methodOf(part)
    try {
      const message = await call(method, chat, part, signal)
      return { kind: 'sent', externalId: String(message.message_id) }
    } catch (error) {
      const outcome = classifyError(error)
      if (outcome.kind === 'rate-limited') {
        const { chatId, chatType } = chat
        budget.penalize({ method, chatId, chatType, retryAfterMs: outcome.retryAfterMs })
      }
      return outcome
    }
  }

  function call(method: SendMethod, chat: ChatAddress, part: OutboundPart, signal: AbortSignal) {
    const { document } = part
    if (document === undefined) return client.raw.sendMessage(buildMessage(chat, part), callSignal(signal))
    return method === 'sendPhoto'
      ? client.raw.sendPhoto(buildPhoto(chat, part, document), callSignal(signal))
      : client.raw.sendDocument(buildDocument(chat, part, document), callSignal(signal))
  }

  async function showTyping(chat: ChatAddress, signal: AbortSignal): Promise<void> {
    if (!budget.admitCourtesy(chat)) return
    const call = () => client.raw.sendChatAction({ ...buildPlace(chat), action: 'typing' }, callSignal(signal))
    await tryCourtesy({ budget, logger }, { method: 'sendChatAction', chat, call })
  }
}

type SendMethod = 'sendMessage' | 'sendDocument' | 'sendPhoto'

function methodOf({ document }: OutboundPart): SendMethod {
  if (document === undefined) return 'sendMessage'
  return document.isPicture === true ? 'sendPhoto' : 'sendDocument'
}
