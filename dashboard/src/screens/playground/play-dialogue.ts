import {
  call,
  deletePlaygroundChatsByChatId,
  getPlaygroundChatsByChatIdNextMove,
  getWebchatChatsByChatIdMessages,
  type NextMove,
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

/** What a dialogue of `npm run eval` came to in a test chat. */
export interface RehearsalResult {
  readonly surprises: readonly string[]
  readonly verdict: NonNullable<NextMove['verdict']>
}

/** Plays the client of a dialogue to the end of their part; what they do next the server knows. Throws when an answer does not come. */
export async function rehearse(chatId: string, dialogue: string, onMove: () => unknown): Promise<RehearsalResult> {
  const surprises: string[] = []
  for (let begun = 0; ; ) {
    const next = await untilReady(chatId, dialogue, begun)
    surprises.push(...next.surprises)
    begun = next.begun
    const { move, verdict } = next
    if (verdict !== null) return { surprises, verdict }
    if (move.kind === 'press') await writeTo(chatId, move.text, { data: move.data, message_id: move.message_id })
    if (move.kind === 'say') await writeTo(chatId, move.text)
    await onMove()
  }
}

async function untilReady(chatId: string, dialogue: string, begun: number): Promise<NextMove> {
  const givesUpAt = Date.now() + patienceMs
  for (;;) {
    const path = { chat_id: chatId }
    const next = await call(getPlaygroundChatsByChatIdNextMove({ path, query: { dialogue, begun } }))
    if (next.move.kind !== 'wait') return next
    if (Date.now() > givesUpAt) throw new Error('no answer')
    await new Promise(resolve => setTimeout(resolve, lookEveryMs))
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
