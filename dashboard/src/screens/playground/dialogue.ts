import type { GetWebchatChatsByChatIdMessagesResponse } from '../../api/index.ts'

export type ChatMessage = GetWebchatChatsByChatIdMessagesResponse['items'][number]

/** One question and all that was said to it before the next. */
export interface Exchange {
  readonly question: string
  readonly answer: string
}

/** A chat as questions and answers; what was said before the first question is left out. Pure. */
export function toExchanges(messages: readonly ChatMessage[]): readonly Exchange[] {
  const exchanges: { question: string; answer: string }[] = []
  for (const { role, text } of messages) {
    const last = exchanges.at(-1)
    if (role === 'user') exchanges.push({ question: text, answer: '' })
    else if (last !== undefined) last.answer = last.answer === '' ? text : `${last.answer}\n\n${text}`
  }
  return exchanges
}

/** Whether the newest message still waits for an answer. Pure. */
export function isWaiting(messages: readonly ChatMessage[]): boolean {
  return messages.at(-1)?.role === 'user'
}
