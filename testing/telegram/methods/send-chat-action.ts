import { checkThread } from '../validation/check-thread.ts'
import { findWritableChat } from '../validation/find-chat.ts'
import { answerTrue, defineMethod } from '../wire/api-call.ts'
import { readText } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'

const actions: ReadonlySet<string> = new Set([
  'cancel',
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_audio',
  'record_voice',
  'upload_audio',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'pick_up_location',
  'find_location',
  'record_video_note',
  'upload_video_note',
])

export const sendChatAction = defineMethod({
  name: 'sendChatAction',
  isMetered: true,
  run(call) {
    const action = readText(call.params, 'action')
    if (!actions.has(action)) throw badRequest('wrong parameter action in request')
    const log = findWritableChat(call)
    checkThread(call, log)
    call.world.signals.emit({ kind: 'action', bot: call.bot, log, action })
    return answerTrue
  },
})
