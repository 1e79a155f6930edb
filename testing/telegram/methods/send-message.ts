import { checkText } from '../validation/check-text.ts'
import { answer, defineMethod } from '../wire/api-call.ts'
import { postMessage } from './post-message.ts'

export const sendMessage = defineMethod({
  name: 'sendMessage',
  isMetered: true,
  run(call) {
    const { text, entities } = checkText(call.params)
    return answer(postMessage(call, { text, entities: entities.length === 0 ? undefined : entities }))
  },
})
