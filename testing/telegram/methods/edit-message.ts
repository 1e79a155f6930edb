import type { ApiMessage } from '../state/api-types.ts'
import { type ChatLog, findMessage, type LoggedMessage } from '../state/chat-log.ts'
import { unixTime } from '../state/world.ts'
import { checkMarkup } from '../validation/check-markup.ts'
import { checkText } from '../validation/check-text.ts'
import { findWritableChat } from '../validation/find-chat.ts'
import { type ApiCall, answer, defineMethod } from '../wire/api-call.ts'
import { readInteger, readText } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'

const notModified =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'

export const editMessageText = defineMethod({
  name: 'editMessageText',
  isMetered: true,
  run(call) {
    const { text, entities } = checkText(call.params)
    const { log, entry } = findOwnMessage(call)
    const { rich_message, ...rest } = entry.message
    if (rest.text === undefined && rich_message === undefined)
      throw badRequest('there is no text in the message to edit')
    const { inline: reply_markup } = checkMarkup(call.params, log.connectionId !== null)
    const edited = { ...rest, text, entities: entities.length === 0 ? undefined : entities, reply_markup }
    return answer(replace(call, log, entry, edited))
  },
})

export const editMessageReplyMarkup = defineMethod({
  name: 'editMessageReplyMarkup',
  isMetered: true,
  run(call) {
    const { log, entry } = findOwnMessage(call)
    const { inline: reply_markup } = checkMarkup(call.params, log.connectionId !== null)
    return answer(replace(call, log, entry, { ...entry.message, reply_markup }))
  },
})

function findOwnMessage(call: ApiCall): { readonly log: ChatLog; readonly entry: LoggedMessage } {
  if (readText(call.params, 'chat_id') === '') throw badRequest('message identifier is not specified')
  const log = findWritableChat(call)
  const entry = findMessage(log, readInteger(call.params, 'message_id'))
  if (entry === null) throw badRequest('message to edit not found')
  const author = entry.message.sender_business_bot ?? entry.message.from
  if (author.id !== call.bot.id) throw badRequest("message can't be edited")
  return { log, entry }
}

function replace(call: ApiCall, log: ChatLog, entry: LoggedMessage, edited: ApiMessage): ApiMessage {
  if (isSame(entry.message, edited)) throw badRequest(notModified)
  entry.message = { ...edited, edit_date: unixTime(call.world) }
  call.world.signals.emit({ kind: 'edited', log, entry })
  return entry.message
}

function isSame(one: ApiMessage, other: ApiMessage): boolean {
  return shown(one) === shown(other)
}

function shown({ text, entities, reply_markup }: ApiMessage): string {
  return JSON.stringify([text, entities ?? [], reply_markup ?? null])
}
