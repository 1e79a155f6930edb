import { type NotNull, sql } from 'kysely'
import type {
  ContactId,
  ConversationId,
  ConversationsTable,
  Db,
  LeadId,
  MessageId,
  MessageRole,
} from '#shared/database'
import { truncate } from '#shared/utils'
import { type ConversationPlace, conversationColumns, type walkConversations } from './walk-conversations.ts'

/** A conversation as lists show it. */
export interface ConversationSummary extends ConversationPlace {
  readonly contact: {
    readonly id: ContactId
    readonly name: string | null
    readonly username: string | null
    readonly channel: string
    /** They blocked the bot: nothing is sent until they write again. */
    readonly isBlocked: boolean
    readonly hasOptedOut: boolean
  }
  /** Null when there is none, or it is put away. */
  readonly lead: { readonly id: LeadId; readonly stage: string; readonly fitScore: number } | null
  readonly handler: 'ai' | 'human'
  /** A turn of the AI is due or runs: an answer is being thought of. */
  readonly isAiAnswering: boolean
  readonly chatType: ConversationsTable['chat_type']
  readonly language: string | null
  /** Since when the client waits for an answer; null when nobody does. */
  readonly unansweredSince: number | null
  readonly createdAt: number
  readonly updatedAt: number
  /** Null before the first. */
  readonly lastMessage: {
    readonly role: MessageRole
    /** Its beginning, `excerptLength` characters at most. */
    readonly text: string
    readonly sentAt: number
  } | null
}

/** A list shows where a talk stands, not the talk. */
export const excerptLength = 500

/** Null when there is no such conversation. */
export async function findConversationSummary(db: Db, id: ConversationId): Promise<ConversationSummary | null> {
  const one = db
    .selectFrom('conversations')
    .select(conversationColumns)
    .where('id', '=', id)
    .$narrowType<{ last_message_at: NotNull }>()
  const row = await describeConversations(db, db.selectFrom(one.as('walk')).selectAll()).executeTakeFirst()
  return row === undefined ? null : toSummary(row)
}

/** Adds to conversations what is shown with them: the client, the lead, the newest message. */
export function describeConversations(db: Db, conversations: ReturnType<typeof walkConversations>) {
  return db
    .selectFrom(conversations.as('c'))
    .innerJoin('contacts as p', 'p.id', 'c.contact_id')
    .innerJoin('accounts as a', 'a.id', 'c.account_id')
    .leftJoin('leads as l', join => join.onRef('l.contact_id', '=', 'c.contact_id').on('l.deleted_at', 'is', null))
    .leftJoin('messages as m', join => join.on('m.id', '=', newestMessageId))
    .select(['c.id', 'c.handler', 'c.chat_type', 'c.language', 'c.unanswered_since'])
    .select(['c.last_message_at', 'c.created_at', 'c.updated_at'])
    .select(['p.id as contact_id', 'p.display_name', 'p.username', 'p.is_blocked', 'p.opted_out_at', 'a.channel'])
    .select(['l.id as lead_id', 'l.stage', 'l.fit_score', 'c.turn_due_at', 'm.role', 'm.timestamp'])
    .select(sql<string | null>`substr(m.content, 1, ${sql.lit(excerptLength + 1)})`.as('excerpt'))
}

// One step into an index, whatever the length of the conversation.
const newestMessageId = sql<MessageId>`(select max(id) from messages where conversation_id = c.id)`

type Row = Awaited<ReturnType<ReturnType<typeof describeConversations>['execute']>>[number]

export function toSummary(row: Row): ConversationSummary {
  const { role, timestamp, excerpt } = row
  return {
    id: row.id,
    contact: {
      id: row.contact_id,
      name: row.display_name,
      username: row.username,
      channel: row.channel,
      isBlocked: row.is_blocked === 1,
      hasOptedOut: row.opted_out_at !== null,
    },
    lead: row.lead_id === null ? null : { id: row.lead_id, stage: row.stage ?? '', fitScore: row.fit_score ?? 0 },
    handler: row.handler,
    isAiAnswering: row.handler === 'ai' && row.turn_due_at !== null,
    chatType: row.chat_type,
    language: row.language,
    unansweredSince: row.unanswered_since,
    lastMessageAt: row.last_message_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastMessage:
      role === null || timestamp === null || excerpt === null
        ? null
        : { role, text: truncate(excerpt, excerptLength), sentAt: timestamp },
  }
}
