import { checkDraftText } from '../validation/check-text.ts'
import { findOwnChat } from '../validation/find-chat.ts'
import { answerTrue, defineMethod } from '../wire/api-call.ts'
import { readInteger } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'

/** Shows a preview of a message being written, in private chats of the bot only. Nothing of it stays. */
export const sendMessageDraft = defineMethod({
  name: 'sendMessageDraft',
  isMetered: true,
  run(call) {
    const { text } = checkDraftText(call.params)
    const draftId = readInteger(call.params, 'draft_id')
    const log = findOwnChat(call)
    if (log.chat.type !== 'private') throw badRequest('TEXTDRAFT_PEER_INVALID')
    if (draftId === 0) throw badRequest('TEXTDRAFT_ID_INVALID')
    call.world.signals.emit({ kind: 'draft', bot: call.bot, log, draft: { draftId, text } })
    return answerTrue
  },
})
