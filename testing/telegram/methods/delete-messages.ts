import { type ChatLog, findMessage, type LoggedMessage } from '../state/chat-log.ts'
import { unixTime } from '../state/world.ts'
import { findOwnChat } from '../validation/find-chat.ts'
import { type ApiCall, answerTrue, defineMethod } from '../wire/api-call.ts'
import { readInteger, readJson, readText } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'

const deletableSeconds = 48 * 3_600
const maxMessages = 100

export const deleteMessage = defineMethod({
  name: 'deleteMessage',
  isMetered: false,
  run(call) {
    if (readText(call.params, 'chat_id') === '') throw badRequest('chat identifier is not specified')
    const messageId = readInteger(call.params, 'message_id')
    if (messageId === 0) throw badRequest('message identifier is not specified')
    const log = findOwnChat(call)
    const entry = findMessage(log, messageId)
    if (entry === null) throw badRequest('message to delete not found')
    if (!isDeletable(call, log, entry)) throw badRequest("message can't be deleted for everyone")
    remove(call, log, entry)
    return answerTrue
  },
})

/** Deletes what can be deleted and passes over the rest. */
export const deleteMessages = defineMethod({
  name: 'deleteMessages',
  isMetered: false,
  run(call) {
    const messageIds = readMessageIds(call)
    const log = findOwnChat(call)
    for (const messageId of messageIds) {
      const entry = findMessage(log, messageId)
      if (entry !== null && isDeletable(call, log, entry)) remove(call, log, entry)
    }
    return answerTrue
  },
})

function readMessageIds(call: ApiCall): readonly number[] {
  const value = readJson(call.params, 'message_ids', 'message_ids')
  if (value === undefined) throw badRequest('message identifiers are not specified')
  if (!Array.isArray(value)) throw badRequest('expected an Array of message identifiers')
  if (value.length === 0) throw badRequest('message identifiers are not specified')
  if (value.length > maxMessages) throw badRequest('too many message identifiers specified')
  return value.map(id => {
    const messageId = Number(id)
    if (!Number.isInteger(messageId)) throw badRequest("can't parse message identifier as a Number")
    if (messageId <= 0) throw badRequest('invalid message identifier specified')
    return messageId
  })
}

/** Own messages anywhere, other people's in private chats, both for 48 hours. (Bots are no administrators of groups here.) */
function isDeletable(call: ApiCall, log: ChatLog, entry: LoggedMessage): boolean {
  if (unixTime(call.world) - entry.message.date > deletableSeconds) return false
  return log.chat.type === 'private' || entry.message.from.id === call.bot.id
}

function remove(call: ApiCall, log: ChatLog, entry: LoggedMessage): void {
  entry.isDeleted = true
  call.world.signals.emit({ kind: 'deleted', log, messageId: entry.message.message_id })
}
