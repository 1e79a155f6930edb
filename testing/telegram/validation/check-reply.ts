import type { ApiMessage } from '../state/api-types.ts'
import { type ChatLog, findMessage } from '../state/chat-log.ts'
import { isRecord, type Params, readBoolean, readInteger, readJson } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'
import { checkQuote } from './check-quote.ts'

/**
 * The message a send answers, without what that one answered, and the part of it that is quoted; nothing for none. Refuses messages
 * that are not there, and quotes that are not in them.
 */
export function checkReply(params: Params, log: ChatLog): Pick<ApiMessage, 'reply_to_message' | 'quote'> {
  const target = readTarget(params)
  if (target === null) return {}
  const entry = findMessage(log, target.messageId)
  if (entry !== null) {
    return { reply_to_message: quoteOf(entry.message), quote: checkQuote(target.parameters, entry.message) }
  }
  // A message dropped only because the emulator bounds its logs would be there in Telegram.
  const wasForgotten = target.messageId <= log.forgottenUpTo && !log.messages.has(target.messageId)
  if (wasForgotten || target.mayBeMissing || log.connectionId !== null) return {}
  throw badRequest('message to be replied not found')
}

/** A message as shown inside its answer. */
export function quoteOf(message: ApiMessage): ApiMessage {
  if (message.reply_to_message === undefined) return message
  const { reply_to_message: _, ...rest } = message
  return rest
}

interface Target {
  readonly messageId: number
  readonly mayBeMissing: boolean
  readonly parameters: Params
}

function readTarget(params: Params): Target | null {
  const parameters = readJson(params, 'reply_parameters', 'reply parameters')
  if (parameters === undefined) {
    const messageId = readInteger(params, 'reply_to_message_id')
    const mayBeMissing = readBoolean(params, 'allow_sending_without_reply')
    return messageId > 0 ? { messageId, mayBeMissing, parameters: {} } : null
  }
  if (!isRecord(parameters)) throw badRequest('object expected as reply parameters')
  if (Object.keys(parameters).length === 0) return null
  if (parameters.message_id === undefined) throw badRequest('can\'t find field "message_id"')
  const messageId = readInteger(parameters, 'message_id')
  const mayBeMissing = readBoolean(parameters, 'allow_sending_without_reply')
  return messageId > 0 ? { messageId, mayBeMissing, parameters } : null
}
