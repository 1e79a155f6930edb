import { type NotNull, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AccountId, ConversationId, ConversationsTable, Db } from '#shared/database'

/** What conversations are chosen by. */
export interface WalkFilter {
  readonly handler?: 'ai' | 'human' | undefined
  readonly chatType?: ConversationsTable['chat_type'] | undefined
  /** True: only those whose client waits for an answer. */
  readonly isUnanswered?: boolean | undefined
  /** True: only those whose client blocked the bot. */
  readonly isBlocked?: boolean | undefined
  /** Last activity at or after this. */
  readonly activeAfter?: number | undefined
  /** Last activity before this. */
  readonly activeBefore?: number | undefined
  /** A subquery of the ids that match a search; null: nothing is looked for. */
  readonly matches: RawBuilder<number> | null
  /** Conversations of these accounts only; never empty. Null: of all. */
  readonly accounts: readonly AccountId[] | null
}

/** The place of a conversation in the list: what it is sorted by. */
export interface ConversationPlace {
  readonly lastMessageAt: number
  readonly id: ConversationId
}

export interface WalkPage {
  /** Only what comes after it; null: from the newest on. */
  readonly after: ConversationPlace | null
  readonly limit: number
}

export const conversationColumns = [
  'id',
  'account_id',
  'contact_id',
  'handler',
  'chat_type',
  'business_connection_id',
  'language',
  'turn_due_at',
  'unanswered_since',
  'last_message_at',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof ConversationsTable)[]

/**
 * The conversations of a page, as a query whose rows have no order yet. Each walk goes down an index in the order of the list
 * and ends after `limit` rows: one walk by account, because neither engine merges the ordered stretches of an index by itself.
 */
export function walkConversations(db: Db, filter: WalkFilter, page: WalkPage) {
  const { accounts } = filter
  const [first, ...others] = accounts === null || hasIndexOfItsOwn(filter) ? [null] : accounts
  return others
    .map(account => walkOnce(db, filter, page, account))
    .reduce((walks, walk) => walks.unionAll(walk), walkOnce(db, filter, page, first ?? null))
}

/** The rare ones: partial indexes hold nothing else and lead to them at once, as a search does to what it found. */
function hasIndexOfItsOwn({ handler, chatType, isUnanswered, isBlocked, matches }: WalkFilter): boolean {
  return (
    matches !== null ||
    isBlocked === true ||
    handler === 'human' ||
    isUnanswered === true ||
    (chatType !== undefined && chatType !== 'private')
  )
}

function walkOnce(db: Db, filter: WalkFilter, page: WalkPage, account: AccountId | null) {
  const { handler, chatType, isUnanswered, isBlocked, activeAfter, activeBefore, matches, accounts } = filter
  const { after, limit } = page
  // With a plus no index fits the order: what was found is sorted, instead of all conversations being asked whether they were found.
  const isSorted = matches !== null || isBlocked === true
  const activity = isSorted ? sql<number>`+last_message_at` : sql.ref<number>('last_message_at')
  const ordered = db
    .selectFrom('conversations')
    .select(conversationColumns)
    .where('last_message_at', 'is not', null)
    .$if(matches !== null, query => query.where(sql<SqlBool>`id in ${matches}`))
    .$if(isBlocked === true, query =>
      query.where(sql<SqlBool>`contact_id in (select id from contacts where is_blocked = 1)`),
    )
    .$if(account !== null, query => query.where('account_id', '=', account))
    // With a plus, so that the index on accounts is not taken for the better one.
    .$if(account === null && accounts !== null, query =>
      query.where(sql<SqlBool>`+account_id in (${sql.join(accounts ?? [])})`),
    )
    // The very words of the partial indexes.
    .$if(handler === 'human', query => query.where(sql<SqlBool>`handler = 'human'`))
    .$if(handler === 'ai', query => query.where('handler', '=', 'ai'))
    .$if(isUnanswered === true, query => query.where(sql<SqlBool>`unanswered_since is not null`))
    .$if(isUnanswered === false, query => query.where('unanswered_since', 'is', null))
    .$if(chatType !== undefined && chatType !== 'private', query => query.where(sql<SqlBool>`chat_type <> 'private'`))
    .$if(chatType !== undefined, query => query.where('chat_type', '=', chatType ?? 'private'))
    .$if(activeAfter !== undefined, query => query.where('last_message_at', '>=', activeAfter ?? 0))
    .$if(activeBefore !== undefined, query => query.where('last_message_at', '<', activeBefore ?? 0))
    .$if(after !== null, query =>
      query.where(sql<SqlBool>`(${activity}, id) < (${after?.lastMessageAt}, ${after?.id})`),
    )
    .orderBy(activity, 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .$narrowType<{ last_message_at: NotNull }>()
  // A limited query may stand in a union only as a table of its own.
  return db.selectFrom(ordered.as('walk')).selectAll()
}
