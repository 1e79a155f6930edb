import type { AccountId, ConversationId, MessageId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import { takeOver } from '../handoff.ts'
import { sayInConversation } from '../say-in-conversation.ts'
import type { Render } from '../speaker/render.ts'
import { findWritableChat, type Obstacle } from './find-obstacle.ts'

export interface WrittenWords {
  readonly conversationId: ConversationId
  readonly markdown: string
  /** The idempotency key of what is sent. */
  readonly key: string
}

export type Writing =
  | {
      readonly kind: 'written'
      readonly messageId: MessageId
      /** Whose speaker is to be woken. */
      readonly accountId: AccountId
      /** The AI had the chat until now. */
      readonly hasTakenOver: boolean
      readonly events: readonly EventBody[]
    }
  /** Nothing was changed. */
  | { readonly kind: 'refused'; readonly because: Obstacle }
  | { readonly kind: 'no-conversation' }

/**
 * A person of the business writes to a client. From this commit on the chat is theirs: the AI is silent there, and what it had
 * queued is not sent.
 */
export async function writeToClient(tx: Tx, words: WrittenWords, render: Render, nowMs: number): Promise<Writing> {
  const { conversationId, key, markdown } = words
  const chat = await findWritableChat(tx, conversationId, nowMs)
  if (chat === null) return { kind: 'no-conversation' }
  if (chat.obstacle !== null) return { kind: 'refused', because: chat.obstacle }
  const events = await takeOver(tx, conversationId, { reason: 'operator.took_over', by: 'human' }, nowMs)
  const messageId = await sayInConversation(tx, { conversationId, key, role: 'human', markdown }, render, nowMs)
  if (messageId === null) return { kind: 'no-conversation' }
  const written: EventBody = { type: 'message.sent_by_human', conversationId, messageId }
  const { accountId } = chat
  return { kind: 'written', messageId, accountId, hasTakenOver: events.length > 0, events: [...events, written] }
}
