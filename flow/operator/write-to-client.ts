import type { AccountId, ConversationId, Db, MessageId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import { takeOver } from '../handoff.ts'
import type { Render } from '../render.ts'
import { sayInConversation } from '../say-in-conversation.ts'

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

export type Obstacle = 'contact.blocked' | 'contact.opted_out' | 'conversation.reply_window_closed'

/**
 * A person of the business writes to a client. From this commit on the chat is theirs: the AI is silent there, and what it had
 * queued is not sent.
 */
export async function writeToClient(tx: Tx, words: WrittenWords, render: Render, nowMs: number): Promise<Writing> {
  const { conversationId, key, markdown } = words
  const chat = await findChat(tx, conversationId)
  if (chat === undefined) return { kind: 'no-conversation' }
  const because = await findObstacle(tx, chat, nowMs)
  if (because !== null) return { kind: 'refused', because }
  const events = await takeOver(tx, conversationId, { reason: 'operator.took_over', by: 'human' }, nowMs)
  const messageId = await sayInConversation(tx, { conversationId, key, role: 'human', markdown }, render, nowMs)
  if (messageId === null) return { kind: 'no-conversation' }
  const written: EventBody = { type: 'message.sent_by_human', conversationId, messageId }
  const hasTakenOver = events.length > 0
  return { kind: 'written', messageId, accountId: chat.account_id, hasTakenOver, events: [...events, written] }
}

function findChat(tx: Tx, id: ConversationId) {
  return tx
    .selectFrom('conversations as c')
    .innerJoin('contacts as p', 'p.id', 'c.contact_id')
    .select(['c.id', 'c.account_id', 'c.business_connection_id', 'p.is_blocked', 'p.opted_out_at'])
    .where('c.id', '=', id)
    .executeTakeFirst()
}

type Chat = NonNullable<Awaited<ReturnType<typeof findChat>>>

// Telegram lets a bot answer in the owner's own chats for a day after the client's last message.
const replyWindowMs = 24 * 60 * 60 * 1000

async function findObstacle(tx: Tx, chat: Chat, nowMs: number): Promise<Obstacle | null> {
  if (chat.is_blocked === 1) return 'contact.blocked'
  if (chat.opted_out_at !== null) return 'contact.opted_out'
  if (chat.business_connection_id === '') return null
  const heardAt = await readLastHeard(tx, chat.id)
  return heardAt !== null && nowMs - heardAt < replyWindowMs ? null : 'conversation.reply_window_closed'
}

async function readLastHeard(db: Db, id: ConversationId): Promise<number | null> {
  const row = await db
    .selectFrom('messages')
    .select('timestamp')
    .where('conversation_id', '=', id)
    .where('role', '=', 'user')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.timestamp ?? null
}
