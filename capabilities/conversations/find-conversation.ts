import type { AccountId, ConversationId, Db, MessageId } from '#shared/database'
import type { ConversationKey } from './open-conversations.ts'

export interface FoundConversation {
  readonly id: ConversationId
  /** The newest message that a committed turn has seen; 0 before the first. */
  readonly answeredMessageId: MessageId
  /** Since when the client has waited for an answer; null when nothing is unanswered. */
  readonly waitingSince: number | null
  /** When the next turn may start; null when nothing is unanswered. */
  readonly dueAt: number | null
}

/** The conversation of a chat; null when nobody has written there. */
export async function findConversation(
  db: Db,
  accountId: AccountId,
  key: ConversationKey,
): Promise<FoundConversation | null> {
  const row = await db
    .selectFrom('conversations')
    .select(['id', 'answered_message_id', 'turn_waiting_since', 'turn_due_at'])
    .where('account_id', '=', accountId)
    .where('business_connection_id', '=', key.businessConnectionId)
    .where('chat_id', '=', key.chatId)
    .where('topic_id', '=', key.topicId)
    .executeTakeFirst()
  return row === undefined
    ? null
    : {
        id: row.id,
        answeredMessageId: row.answered_message_id,
        waitingSince: row.turn_waiting_since,
        dueAt: row.turn_due_at,
      }
}

/** The chat has a new id on its channel (a group that became a supergroup). */
export async function moveChat(db: Db, id: ConversationId, chatId: string): Promise<void> {
  await db.updateTable('conversations').set({ chat_id: chatId }).where('id', '=', id).execute()
}
