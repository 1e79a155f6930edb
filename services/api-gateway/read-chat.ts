import { findConversation } from '#capabilities/conversations'
import type { AccountId, ConversationId, Db, MessageId } from '#shared/database'
import { type ChatButton, type ChatDocument, readAttachments, visibleStates } from './chat/read-attachments.ts'
import { type ChatPress, readPress } from './chat/read-press.ts'

/** A message as the person in the web chat may see it. */
export interface ChatMessage {
  readonly id: MessageId
  readonly role: 'user' | 'assistant' | 'human'
  readonly text: string
  readonly sentAt: number
  /** The page's own id of the message; null for what the business wrote. */
  readonly clientMessageId: string | null
  /** Rows of buttons under it; empty for none. */
  readonly buttons: readonly (readonly ChatButton[])[]
  readonly documents: readonly ChatDocument[]
  /** The button that the person pressed; null for what was written. */
  readonly press: ChatPress | null
}

export type ChatPosition =
  | { readonly kind: 'newest' }
  | { readonly kind: 'before'; readonly id: MessageId }
  | { readonly kind: 'after'; readonly id: MessageId }

export interface ChatPage {
  /** Oldest first. */
  readonly items: readonly ChatMessage[]
  /** More lie in the direction that was asked: older for `newest` and `before`, newer for `after`. */
  readonly hasMore: boolean
}

/** The conversation of a web chat; null until its first message is stored. */
export async function findChat(db: Db, accountId: AccountId, chatId: string): Promise<ConversationId | null> {
  const found = await findConversation(db, accountId, { businessConnectionId: '', chatId, topicId: '' })
  return found?.id ?? null
}

/** Reads up to `limit` messages of a chat by the index on (conversation_id, id): the deepest page costs what the first one does. */
export async function readChat(
  db: Db,
  conversationId: ConversationId,
  page: { readonly position: ChatPosition; readonly limit: number },
): Promise<ChatPage> {
  // One row more than asked says whether there is another page.
  const rows = await buildChatQuery(db, conversationId, page.position)
    .limit(page.limit + 1)
    .execute()
  const shown = rows.slice(0, page.limit)
  const ours = shown.filter(row => row.role !== 'user').map(row => row.id)
  const attachments = await readAttachments(db, ours)
  const items = shown.map(row => ({
    id: row.id,
    role: row.role as ChatMessage['role'],
    text: row.content,
    sentAt: row.timestamp,
    clientMessageId: row.external_id,
    buttons: attachments.get(row.id)?.buttons ?? [],
    documents: attachments.get(row.id)?.documents ?? [],
    press: row.kind === 'button' ? readPress(row.message_metadata) : null,
  }))
  return { items: page.position.kind === 'after' ? items : items.reverse(), hasMore: rows.length > page.limit }
}

// What we wrote is there for the client once the outbox has begun to send it; a cancelled or failed part never was.
export function buildChatQuery(db: Db, conversationId: ConversationId, position: ChatPosition) {
  const messages = db
    .selectFrom('messages')
    .select(['id', 'role', 'content', 'timestamp', 'external_id', 'kind', 'message_metadata'])
    .where('conversation_id', '=', conversationId)
    .where('role', 'in', ['user', 'assistant', 'human'])
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('role', '=', 'user'),
        exists(
          selectFrom('outbound')
            .select('outbound.id')
            .whereRef('outbound.message_id', '=', 'messages.id')
            .where('outbound.state', 'in', visibleStates),
        ),
      ]),
    )
  if (position.kind === 'after') return messages.where('id', '>', position.id).orderBy('id')
  return position.kind === 'before'
    ? messages.where('id', '<', position.id).orderBy('id', 'desc')
    : messages.orderBy('id', 'desc')
}
