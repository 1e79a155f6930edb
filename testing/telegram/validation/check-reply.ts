import type { ApiMessage } from '../state/api-types.ts'
import { type ChatLog, findMessage } from '../state/chat-log.ts'
import { isRecord, type Params, readBoolean, readInteger, readJson } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'

/** The message a send answers, without what that one answered; undefined for none. Refuses messages that are not there. */
export function checkReply(params: Params, log: ChatLog): ApiMessage | undefined {
  const target = readTarget(params)
  if (target === null) return undefined
  const entry = findMessage(log, target.messageId)
  if (entry !== null) return quoteOf(entry.message)
  // A message dropped only because the emulator bounds its logs would be there in Telegram.
  const wasForgotten = target.messageId <= log.forgottenUpTo && !log.messages.has(target.messageId)
  if (wasForgotten || target.mayBeMissing || log.connectionId !== null) return undefined
  throw badRequest('message to be replied not found')
}

/** A message as shown inside its answer. */
export function quoteOf(message: ApiMessage): ApiMessage {
  if (message.reply_to_message === undefined) return message
  const { reply_to_message: _, ...rest } = message
  return rest
}

function readTarget(params: Params): { readonly messageId: number; readonly mayBeMissing: boolean } | null {
  const parameters = readJson(params, 'reply_parameters', 'reply parameters')
  if (parameters === undefined) {
    const messageId = readInteger(params, 'reply_to_message_id')
    return messageId > 0 ? { messageId, mayBeMissing: readBoolean(params, 'allow_sending_without_reply') } : null
  }
  if (!isRecord(parameters)) throw badRequest('object expected as reply parameters')
  if (Object.keys(parameters).length === 0) return null
  if (parameters.message_id === undefined) throw badRequest('can\'t find field "message_id"')
  const messageId = readInteger(parameters, 'message_id')
  return messageId > 0 ? { messageId, mayBeMissing: readBoolean(parameters, 'allow_sending_without_reply') } : null
}
