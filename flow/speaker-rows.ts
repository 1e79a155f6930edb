import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ChatAddress, OutboundPart } from '#capabilities/channels'
import type { AccountId, ContactId, ConversationId, Db, OutboundId, OutboundState, Tx } from '#shared/database'

/** A part that may leave now: the first open one of its conversation. */
export interface OutgoingPart {
  readonly id: OutboundId
  readonly key: string
  readonly conversationId: ConversationId
  readonly contactId: ContactId
  readonly attempts: number
  readonly createdAt: number
  readonly chat: ChatAddress
  readonly part: OutboundPart
}

/**
 * The head of each conversation's lane: queued, due, and with nothing open before it. So the order within a chat is kept by the
 * query itself, however many parts wait and whatever happens to one of them.
 */
export async function listReadyParts(
  db: Db,
  accountId: AccountId,
  nowMs: number,
  limit: number,
): Promise<readonly OutgoingPart[]> {
  const rows = await db
    .selectFrom('outbound as o')
    .innerJoin('conversations as c', 'c.id', 'o.conversation_id')
    .select(['o.id', 'o.key', 'o.conversation_id', 'o.payload', 'o.attempts', 'o.created_at'])
    .select(['c.contact_id', 'c.business_connection_id', 'c.chat_id', 'c.topic_id', 'c.chat_type'])
    .where('o.account_id', '=', accountId)
    .where(isOpen('o.state'))
    .where('o.state', '=', 'queued')
    .where('o.not_before', '<=', nowMs)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbound as earlier')
            .select('earlier.id')
            .whereRef('earlier.conversation_id', '=', 'o.conversation_id')
            .whereRef('earlier.id', '<', 'o.id')
            .where(isOpen('earlier.state')),
        ),
      ),
    )
    .orderBy('o.id')
    .limit(limit)
    .execute()
  return rows.map(row => ({
    id: row.id,
    key: row.key,
    conversationId: row.conversation_id,
    contactId: row.contact_id,
    attempts: row.attempts,
    createdAt: row.created_at,
    chat: {
      businessConnectionId: row.business_connection_id,
      chatId: row.chat_id,
      topicId: row.topic_id,
      chatType: row.chat_type,
    },
    // Written by enqueueParts from this very type.
    part: JSON.parse(row.payload) as OutboundPart,
  }))
}

/**
 * The very words of the partial indexes on open parts, not parameters: otherwise neither engine knows that it may use them, and
 * every look into the outbox would read all that was ever sent.
 */
function isOpen(column: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} in ('queued', 'sending')`
}

/** Marks parts as being in the air; returns those that still may leave (a takeover may have cancelled some). */
export async function markSending(tx: Db, ids: readonly OutboundId[]): Promise<ReadonlySet<OutboundId>> {
  const rows = await tx
    .updateTable('outbound')
    .set({ state: 'sending', attempts: sql<number>`attempts + 1` })
    .where('id', 'in', ids)
    .where('state', '=', 'queued')
    .returning('id')
    .execute()
  return new Set(rows.map(row => row.id))
}

/** Takes back the mark of parts that did not leave. */
export async function requeueParts(db: Db, ids: readonly OutboundId[]): Promise<void> {
  await db
    .updateTable('outbound')
    .set({ state: 'queued', attempts: sql<number>`attempts - 1` })
    .where('id', 'in', ids)
    .where('state', '=', 'sending')
    .execute()
}

/** What became of a part that was in the air. */
export interface Settlement {
  readonly id: OutboundId
  readonly state: Exclude<OutboundState, 'sending' | 'cancelled'>
  readonly externalId: string | null
  readonly errorCode: string | null
  /** For `queued`: not again before this. */
  readonly notBefore: number
}

/** Writes what became of parts, a batch in one statement. */
export async function settleParts(
  tx: Tx,
  settlements: readonly Settlement[],
  nowMs: number,
): Promise<ReadonlySet<OutboundId>> {
  const values = sql.join(
    settlements.map(
      part => sql`(cast(${part.id} as bigint), cast(${part.state} as text), cast(${part.externalId} as text),
        cast(${part.errorCode} as text), cast(${part.notBefore} as bigint))`,
    ),
  )
  const { rows } = await sql<{ id: OutboundId }>`
    with done (done_id, new_state, new_external_id, new_error_code, new_not_before) as (values ${values})
    update outbound set
      state = new_state, external_id = new_external_id, error_code = new_error_code, not_before = new_not_before,
      settled_at = case when new_state = 'queued' then null else cast(${nowMs} as bigint) end
    from done where id = done_id
    returning id`.execute(tx)
  return new Set(rows.map(row => row.id))
}

/**
 * Parts that were in the air when this account's speaker died: whether they arrived is not known, and never will be. Only the
 * one speaker of the account, holding its lock, may call this. Returns their conversations and keys.
 */
export async function giveUpAirborne(
  tx: Db,
  accountId: AccountId,
  nowMs: number,
): Promise<readonly { readonly conversationId: ConversationId; readonly key: string }[]> {
  const rows = await tx
    .updateTable('outbound')
    .set({ state: 'unknown', error_code: 'process.died', settled_at: nowMs })
    .where('account_id', '=', accountId)
    .where(isOpen('state'))
    .where('state', '=', 'sending')
    .returning(['conversation_id', 'key'])
    .execute()
  return rows.map(row => ({ conversationId: row.conversation_id, key: row.key }))
}
