import { findMessage } from '../state/chat-log.ts'
import { describeConnection } from '../state/describe-connection.ts'
import { findBusinessChat, findConnection } from '../validation/find-chat.ts'
import { answer, answerTrue, defineMethod } from '../wire/api-call.ts'
import { readInteger } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'

export const getBusinessConnection = defineMethod({
  name: 'getBusinessConnection',
  isMetered: false,
  run: call => answer(describeConnection(findConnection(call))),
})

export const readBusinessMessage = defineMethod({
  name: 'readBusinessMessage',
  isMetered: false,
  run(call) {
    const { log } = findBusinessChat(call, 'can_read_messages')
    if (findMessage(log, readInteger(call.params, 'message_id')) === null) throw badRequest('MESSAGE_ID_INVALID')
    return answerTrue
  },
})
