import { checkDraftText } from '../validation/check-text.ts'
import { checkThread } from '../validation/check-thread.ts'
import { findOwnChat } from '../validation/find-chat.ts'
import { answerTrue, defineMethod } from '../wire/api-call.ts'
import { readBoolean, readInteger } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'

/** "Acts as a temporary 30-second preview", says the documentation. */
const draftLifeMs = 30_000

/**
 * Shows a preview of a message being written, in private chats of the bot only. Nothing of it stays. A `business_connection_id` means
 * nothing here, as in the server: the draft goes to the bot's own chat of that number.
 */
export const sendMessageDraft = defineMethod({
  name: 'sendMessageDraft',
  isMetered: true,
  run(call) {
    const { text, entities } = checkDraftText(call.params)
    const draftId = readInteger(call.params, 'draft_id')
    const log = findOwnChat(call)
    if (log.chat.type !== 'private') throw badRequest('TEXTDRAFT_PEER_INVALID')
    if (draftId === 0) throw badRequest('TEXTDRAFT_ID_INVALID')
    log.draft = {
      draftId,
      text,
      entities,
      threadId: checkThread(call, log),
      canStop: readBoolean(call.params, 'can_stop'),
      keepOnStop: readBoolean(call.params, 'keep_on_stop'),
      untilMs: call.world.clock.now() + draftLifeMs,
    }
    call.world.signals.emit({ kind: 'draft', bot: call.bot, log, draft: { draftId, text } })
    return answerTrue
  },
})
