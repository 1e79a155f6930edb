import type { OpenQuestion } from '#capabilities/knowledge'
import type { ConversationId, Tx } from '#shared/database'
import { truncate } from '#shared/utils'
import { asWritten, sayLine } from '../agent/index.ts'
import type { PlaybookOf } from '../playbook-of.ts'
import { findSpokenChat, type SpokenChat, sayInConversation } from '../say-in-conversation.ts'
import type { Render } from '../speaker/render.ts'

export interface TellingDeps {
  readonly render: Render
  readonly playbook: PlaybookOf
  /** The language of a client of whom nothing else is known. */
  readonly defaultLanguage: string
}

/** Whether the client heard the answer, and if not, why. */
export type Telling =
  | { readonly kind: 'told'; readonly conversationId: ConversationId }
  | { readonly kind: 'not-told'; readonly conversationId: ConversationId; readonly because: Obstacle }

type Obstacle = 'asked.too_long_ago' | 'client.unreachable' | 'conversation.gone' | 'human.has_the_chat'

interface Answered {
  readonly question: OpenQuestion
  /** The owner's words, in Markdown. */
  readonly text: string
}

// After a week nobody waits for it any more; until then it is what "I will come back to you" promised.
const longestWaitMs = 7 * 24 * 60 * 60 * 1000

/** Says the owner's answer where the question was asked, at most once a question. */
export async function tellAsker(
  tx: Tx,
  { question, text }: Answered,
  deps: TellingDeps,
  nowMs: number,
): Promise<Telling> {
  const { id, conversationId, askedAt } = question
  const chat = await findSpokenChat(tx, conversationId)
  if (chat === null) return { kind: 'not-told', because: 'conversation.gone', conversationId }
  const obstacle = nowMs - askedAt > longestWaitMs ? 'asked.too_long_ago' : findObstacle(chat)
  if (obstacle !== null) return { kind: 'not-told', because: obstacle, conversationId }
  const language = chat.language ?? question.language ?? deps.defaultLanguage
  const markdown = sayLine(deps.playbook(chat.accountId), 'owner_answer', language, {
    question: quote(question.question),
    answer: text,
  })
  await sayInConversation(tx, { conversationId, key: `answer:${id}`, role: 'assistant', markdown }, deps.render, nowMs)
  return { kind: 'told', conversationId }
}

/** A human who has the chat answers in their own words. */
function findObstacle({ handler, isReachable }: SpokenChat): Obstacle | null {
  if (handler === 'human') return 'human.has_the_chat'
  return isReachable ? null : 'client.unreachable'
}

// Enough to know which question it was.
const longestQuote = 200

function quote(question: string): string {
  return asWritten(truncate(question.replaceAll(/\s+/g, ' ').trim(), longestQuote))
}
