import { truncate } from '#shared/utils'
import { type ChatRequest, lastUserText } from './chat-request.ts'

/** What the demo's model says: a short friendly sales answer that quotes the client, in the language they wrote. */
export function demoReply(request: ChatRequest): string {
  const text = lastUserText(request).trim()
  const quote = truncate(text.replaceAll(/\s+/g, ' '), 80)
  if (/\p{Script=Cyrillic}/u.test(text)) {
    return `Спасибо за сообщение! Вы написали: «${quote}». Расскажите, пожалуйста, какую задачу хотите решить и к какому сроку, — подберу подходящий вариант или позову коллегу.`
  }
  return `Thank you for writing! You said: “${quote}”. Tell me what you would like to achieve and by when, and I will find what fits or call a colleague.`
}
