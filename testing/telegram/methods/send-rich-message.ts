import { checkRichMessage } from '../validation/check-rich-message.ts'
import { answer, defineMethod } from '../wire/api-call.ts'
import { postMessage } from './post-message.ts'

export const sendRichMessage = defineMethod({
  name: 'sendRichMessage',
  isMetered: true,
  run(call) {
    return answer(postMessage(call, { rich_message: checkRichMessage(call.params) }))
  },
})
