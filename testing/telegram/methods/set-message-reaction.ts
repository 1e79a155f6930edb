import { findMessage } from '../state/chat-log.ts'
import { findReadableChat } from '../validation/find-chat.ts'
import { type ApiCall, answerTrue, defineMethod } from '../wire/api-call.ts'
import { isRecord, readInteger, readJson } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'

export const setMessageReaction = defineMethod({
  name: 'setMessageReaction',
  isMetered: false,
  run(call) {
    const emoji = readEmoji(call)
    const log = findReadableChat(call)
    const messageId = readInteger(call.params, 'message_id')
    if (findMessage(log, messageId) === null) throw badRequest('message to react not found')
    call.world.signals.emit({ kind: 'reacted', log, messageId, emoji })
    return answerTrue
  },
})

/** Null takes the reaction away. A bot has one reaction per message. */
function readEmoji(call: ApiCall): string | null {
  const value = readJson(call.params, 'reaction', 'reaction types') ?? []
  if (!Array.isArray(value)) throw badRequest('expected an Array of ReactionType')
  if (value.length > 1) throw badRequest('REACTIONS_TOO_MANY')
  const reaction: unknown = value[0]
  if (reaction === undefined) return null
  if (!isRecord(reaction)) throw badRequest("can't parse ReactionType: expected an Object")
  if (reaction.type !== 'emoji') throw badRequest("can't parse ReactionType: invalid reaction type specified")
  if (!/^\p{Emoji}/u.test(String(reaction.emoji ?? ''))) throw badRequest('REACTION_INVALID')
  return String(reaction.emoji)
}
