import {
  call,
  deletePlaygroundChatsByChatId,
  getWebchatChatsByChatIdMessages,
  postWebchatChatsByChatIdMessages,
} from '../../api/index.ts'
import { type ChatMessage, type Exchange, isWaiting, toExchanges } from './dialogue.ts'

const lookEveryMs = 500
const patienceMs = 90_000

/** For a test client whom nobody knows yet. */
export function newChatId(): string {
  return `play-${crypto.randomUUID()}`
}

export async function readMessages(chatId: string): Promise<readonly ChatMessage[]> {
  const { items } = await call(getWebchatChatsByChatIdMessages({ path: { chat_id: chatId }, query: { limit: 200 } }))
  return items
}

export interface Press {
  readonly data: string
  readonly message_id: number
}

export async function writeTo(chatId: string, text: string, press?: Press): Promise<void> {
  const body = { text, client_message_id: crypto.randomUUID(), ...(press !== undefined && { press }) }
  await call(postWebchatChatsByChatIdMessages({ path: { chat_id: chatId }, body }))
}

/** Asks one after the other, each when the one before was answered. Throws when an answer does not come. */
export async function askAll(
  chatId: string,
  questions: readonly string[],
  onAnswered: (count: number) => unknown,
): Promise<void> {
  for (const [index, question] of questions.entries()) {
    await writeTo(chatId, question)
    await untilAnswered(chatId, index + 1)
    await onAnswered(index + 1)
  }
}

/** Asks a fresh test client's questions, who is forgotten afterwards. */
export async function playDialogue(questions: readonly string[]): Promise<readonly Exchange[]> {
  const chatId = newChatId()
  try {
    await askAll(chatId, questions, () => {})
    return toExchanges(await readMessages(chatId))
  } finally {
    await call(deletePlaygroundChatsByChatId({ path: { chat_id: chatId } }))
  }
}

async function untilAnswered(chatId: string, questions: number): Promise<void> {
  const givesUpAt = Date.now() + patienceMs
  for (;;) {
    const messages = await readMessages(chatId)
    const asked = messages.filter(({ role }) => role === 'user').length
    if (asked >= questions && !isWaiting(messages)) return
    if (Date.now() > givesUpAt) throw new Error('no answer')
    await new Promise(resolve => setTimeout(resolve, lookEveryMs))
  }
}
