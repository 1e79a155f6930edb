import { lanes, pushUpdate } from '../delivery/push-update.ts'
import type { ApiMessage, MessageContent } from '../state/api-types.ts'
import { appendMessage, type LoggedMessage } from '../state/chat-log.ts'
import { unixTime } from '../state/world.ts'
import { checkMarkup } from '../validation/check-markup.ts'
import { checkReply } from '../validation/check-reply.ts'
import { checkThread } from '../validation/check-thread.ts'
import { findBusinessChat, findOwnChat } from '../validation/find-chat.ts'
import type { ApiCall } from '../wire/api-call.ts'
import { readText } from '../wire/params.ts'

/** Posts `content` where the call says, with its keyboard and reply: what all send methods have in common. */
export function postMessage(call: ApiCall, content: MessageContent): ApiMessage {
  const isBusiness = readText(call.params, 'business_connection_id') !== ''
  const markup = checkMarkup(call.params, isBusiness)
  const { log, owner } = findTarget(call, isBusiness)
  const threadId = checkThread(call, log)
  const message: ApiMessage = {
    message_id: log.ids.next++,
    from: owner ?? call.bot.user,
    chat: log.chat,
    date: unixTime(call.world),
    business_connection_id: log.connectionId ?? undefined,
    sender_business_bot: isBusiness ? call.bot.user : undefined,
    message_thread_id: threadId,
    is_topic_message: threadId === undefined ? undefined : true,
    ...checkReply(call.params, log),
    ...content,
    reply_markup: markup.inline,
  }
  const entry: LoggedMessage = { message, author: 'bot', isDeleted: false, replyKeyboard: markup.reply }
  // A message of the bot takes the place of whatever it was seen to write.
  log.draft = null
  appendMessage(log, entry, call.world.settings.messagesPerChat)
  if (isBusiness && call.world.settings.echoBusinessSends) echo(call, message)
  call.world.signals.emit({ kind: 'sent', bot: call.bot, log, entry })
  return message
}

function findTarget(call: ApiCall, isBusiness: boolean) {
  if (!isBusiness) return { log: findOwnChat(call), owner: null }
  const { log, connection } = findBusinessChat(call)
  return { log, owner: connection.owner.user }
}

function echo(call: ApiCall, message: ApiMessage): void {
  pushUpdate(call.bot, { kind: 'business_message', payload: message, lane: lanes.business(message.chat.id) })
}
