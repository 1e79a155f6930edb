import type { Selectable } from 'kysely'
import type { AccountId, ContactId, ConversationId, ConversationsTable, Db } from '#shared/database'

/** What makes a conversation: a chat of one account, within a business connection and a topic if there are any. */
export interface ConversationKey {
  readonly businessConnectionId: string
  readonly chatId: string
  readonly topicId: string
}

export interface ConversationFacts extends ConversationKey {
  readonly chatType: 'private' | 'group' | 'channel'
  readonly contactId: ContactId
  readonly userId: number
  readonly username: string | null
  /** True: the client has not written; a human of the business began it. */
  readonly isUnheard?: boolean
}

export interface OpenConversation {
  readonly id: ConversationId
  readonly contactId: ContactId
  readonly handler: 'ai' | 'human'
  readonly waitingSince: number | null
  /** Created by this very call, or by a human of the business who wrote first and has had no answer until now. */
  readonly isNew: boolean
}

/** The one text form of a conversation's key, to look results up by. */
export function conversationKey(key: ConversationKey): string {
  return `${key.businessConnectionId}\n${key.chatId}\n${key.topicId}`
}

/** Finds or creates the conversations of a batch, keyed by `conversationKey`. */
export async function openConversations(
  tx: Db,
  accountId: AccountId,
  wanted: readonly ConversationFacts[],
  nowMs: number,
): Promise<ReadonlyMap<string, OpenConversation>> {
  const missing = new Map(wanted.map(facts => [conversationKey(facts), facts]))
  const found = new Map<string, OpenConversation>()
  if (missing.size === 0) return found
  for (const row of await findRows(tx, accountId, [...missing.values()])) {
    const key = keyOfRow(row)
    if (missing.delete(key)) found.set(key, toOpen(row, row.last_message_at === null))
  }
  for (const row of await insertRows(tx, accountId, [...missing.values()], nowMs))
    found.set(keyOfRow(row), toOpen(row, true))
  return found
}

type Row = Pick<
  Selectable<ConversationsTable>,
  | 'id'
  | 'contact_id'
  | 'handler'
  | 'turn_waiting_since'
  | 'last_message_at'
  | 'business_connection_id'
  | 'chat_id'
  | 'topic_id'
>
const columns = [
  'id',
  'contact_id',
  'handler',
  'turn_waiting_since',
  'last_message_at',
  'business_connection_id',
  'chat_id',
  'topic_id',
] as const

function findRows(tx: Db, accountId: AccountId, keys: readonly ConversationKey[]): Promise<Row[]> {
  return tx
    .selectFrom('conversations')
    .select(columns)
    .where('account_id', '=', accountId)
    .where('business_connection_id', 'in', distinct(keys.map(key => key.businessConnectionId)))
    .where('chat_id', 'in', distinct(keys.map(key => key.chatId)))
    .execute()
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)]
}

async function insertRows(
  tx: Db,
  accountId: AccountId,
  facts: readonly ConversationFacts[],
  nowMs: number,
): Promise<Row[]> {
  if (facts.length === 0) return []
  return tx
    .insertInto('conversations')
    .values(
      facts.map(fact => ({
        account_id: accountId,
        contact_id: fact.contactId,
        user_id: fact.userId,
        username: fact.username,
        business_connection_id: fact.businessConnectionId,
        chat_id: fact.chatId,
        topic_id: fact.topicId,
        chat_type: fact.chatType,
        last_message_at: fact.isUnheard === true ? null : nowMs,
        created_at: nowMs,
        updated_at: nowMs,
      })),
    )
    .onConflict(conflict =>
      conflict
        .columns(['account_id', 'business_connection_id', 'chat_id', 'topic_id'])
        .doUpdateSet({ updated_at: nowMs }),
    )
    .returning(columns)
    .execute()
}

function keyOfRow(row: Row): string {
  return conversationKey({
    businessConnectionId: row.business_connection_id,
    chatId: row.chat_id,
    topicId: row.topic_id,
  })
}

function toOpen(row: Row, isNew: boolean): OpenConversation {
  return { id: row.id, contactId: row.contact_id, handler: row.handler, waitingSince: row.turn_waiting_since, isNew }
}
