import { sql } from 'kysely'
import type { AccountId, ContactId, ConversationId, Db, MessageId, MessageRole } from '#shared/database'

export interface ContextMessage {
  readonly id: MessageId
  readonly role: MessageRole
  readonly kind: string
  readonly content: string
  readonly timestamp: number
  readonly externalId: string | null
  readonly metadata: string | null
}

/** All a turn needs to know, read in two queries for a whole batch of turns. */
export interface TurnContext {
  readonly conversationId: ConversationId
  readonly accountId: AccountId
  /** The account's channel: telegram, webchat. */
  readonly channel: string
  readonly contactId: ContactId
  readonly userId: number
  /** '' where the bot itself is written to. */
  readonly businessConnectionId: string
  readonly chatId: string
  readonly topicId: string
  readonly chatType: 'private' | 'group' | 'channel'
  readonly revision: number
  readonly attempts: number
  /** Since when the client has waited. */
  readonly waitingSince: number
  /** The newest message that an earlier turn has seen; 0 before the first. */
  readonly answeredMessageId: MessageId
  /** The language of the conversation so far, or null. */
  readonly language: string | null
  readonly displayName: string | null
  readonly appLanguage: string | null
  readonly isOptedOut: boolean
  /** The AI answers nobody in this account, or nobody in the person's own account that this chat belongs to. */
  readonly isPaused: boolean
  /** Whether answers go out by themselves or wait for a person; null: as the settings say. */
  readonly answerMode: 'auto' | 'draft' | null
  readonly isFirstTurn: boolean
  /** Already answered, oldest first. */
  readonly history: readonly ContextMessage[]
  /** What this turn must answer, oldest first. May be empty. */
  readonly unanswered: readonly ContextMessage[]
}

/** Reads the contexts of claimed conversations; `historyLimit` counts answered messages. */
export async function readTurnContexts(
  tx: Db,
  ids: readonly ConversationId[],
  historyLimit: number,
): Promise<readonly TurnContext[]> {
  if (ids.length === 0) return []
  const heads = await readHeads(tx, ids)
  const messages = await readLatestMessages(tx, ids, historyLimit + unansweredLimit)
  return heads.map(head => {
    const own = messages.get(head.id) ?? []
    return {
      conversationId: head.id,
      accountId: head.account_id,
      channel: head.channel,
      contactId: head.contact_id,
      userId: head.user_id,
      businessConnectionId: head.business_connection_id,
      chatId: head.chat_id,
      topicId: head.topic_id,
      chatType: head.chat_type,
      revision: head.turn_revision,
      attempts: head.turn_attempts,
      waitingSince: head.turn_waiting_since ?? head.updated_at,
      answeredMessageId: head.answered_message_id,
      language: head.language,
      displayName: head.display_name,
      appLanguage: head.app_language,
      isOptedOut: head.opted_out_at !== null,
      isPaused: head.paused_at !== null,
      answerMode: head.answer_mode,
      isFirstTurn: head.turn_number === 0,
      history: own.filter(message => !isUnanswered(message, head.answered_message_id)).slice(-historyLimit),
      unanswered: own.filter(message => isUnanswered(message, head.answered_message_id)),
    }
  })
}

// A flood of more messages than this before one answer is answered by its last ones.
const unansweredLimit = 30

function isUnanswered(message: ContextMessage, answeredId: MessageId): boolean {
  return message.role === 'user' && message.id > answeredId
}

function readHeads(tx: Db, ids: readonly ConversationId[]) {
  return tx
    .selectFrom('conversations as c')
    .innerJoin('accounts as a', 'a.id', 'c.account_id')
    .innerJoin('contacts as p', 'p.id', 'c.contact_id')
    .leftJoin('business_connections as b', join =>
      join.onRef('b.account_id', '=', 'c.account_id').onRef('b.connection_id', '=', 'c.business_connection_id'),
    )
    .select([
      'c.id',
      'c.account_id',
      'c.contact_id',
      'c.user_id',
      'c.business_connection_id',
      'c.chat_id',
      'c.topic_id',
      'c.chat_type',
      'c.turn_revision',
      'c.turn_attempts',
      'c.turn_number',
      'c.turn_waiting_since',
      'c.updated_at',
      'c.language',
      'c.answered_message_id',
      'c.answer_mode',
      'a.channel',
      sql<number | null>`coalesce(a.paused_at, b.paused_at)`.as('paused_at'),
      'p.display_name',
      'p.app_language',
      'p.opted_out_at',
    ])
    .where('c.id', 'in', ids)
    .execute()
}

/**
 * The newest `limit` messages of each conversation, oldest first. One limited walk down the index per conversation, joined by
 * UNION ALL: a window function would read every message of a long conversation.
 */
async function readLatestMessages(
  tx: Db,
  ids: readonly ConversationId[],
  limit: number,
): Promise<ReadonlyMap<ConversationId, readonly ContextMessage[]>> {
  const walks = ids.map(
    id => sql`select * from (
      select id, conversation_id, role, kind, content, timestamp, external_id, message_metadata
      from messages where conversation_id = ${id} order by id desc limit ${sql.lit(limit)}) as newest`,
  )
  const { rows } = await sql<MessageRow>`${sql.join(walks, sql` union all `)}`.execute(tx)
  const byConversation = new Map<ConversationId, ContextMessage[]>(ids.map(id => [id, []]))
  for (const row of rows) byConversation.get(row.conversation_id)?.push(toContextMessage(row))
  for (const list of byConversation.values()) list.sort((a, b) => a.id - b.id)
  return byConversation
}

interface MessageRow {
  readonly id: MessageId
  readonly conversation_id: ConversationId
  readonly role: MessageRole
  readonly kind: string
  readonly content: string
  readonly timestamp: number
  readonly external_id: string | null
  readonly message_metadata: string | null
}

function toContextMessage(row: MessageRow): ContextMessage {
  return {
    id: row.id,
    role: row.role,
    kind: row.kind,
    content: row.content,
    timestamp: row.timestamp,
    externalId: row.external_id,
    metadata: row.message_metadata,
  }
}
