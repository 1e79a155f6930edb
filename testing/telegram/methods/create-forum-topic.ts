import { findOwnChat } from '../validation/find-chat.ts'
import { answer, defineMethod } from '../wire/api-call.ts'
import { readText } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'

const maxNameUnits = 128
const defaultColour = 0x6fb9f0

export const createForumTopic = defineMethod({
  name: 'createForumTopic',
  isMetered: true,
  run(call) {
    const name = readText(call.params, 'name')
    const log = findOwnChat(call)
    const group = call.world.groups.get(log.chat.id)
    if (group === undefined || !group.isForum) throw badRequest('the chat is not a forum')
    if (name === '') throw badRequest('TOPIC_TITLE_EMPTY')
    if (/\p{Surrogate}/u.test(name)) throw badRequest('name must be encoded in UTF-8')
    if (name.length > maxNameUnits) throw badRequest('TOPIC_TITLE_TOO_LONG')
    if (!group.topicAdmins.has(call.bot.id)) throw badRequest('not enough rights to create a topic')
    // A topic has the number of the message that opened it.
    const message_thread_id = log.ids.next++
    log.threads.add(message_thread_id)
    return answer({ message_thread_id, name, icon_color: defaultColour })
  },
})
