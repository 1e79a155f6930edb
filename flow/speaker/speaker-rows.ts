import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ChatAddress, OutboundPart } from '#capabilities/channels'
import type {
  AccountId,
  ContactId,
  ConversationId,
  Db,
  MessageId,
  OutboundId,
  OutboundState,
  TurnId,
  Tx,
} from '#shared/database'

/** A part that may leave now: the first open one of its conversation. */
export interface OutgoingPart {
  readonly id: OutboundId
  readonly key: string
  readonly conversationId: ConversationId
  readonly contactId: ContactId
  /** Null: no turn said it, but a person, or the platform by itself. */
  readonly turnId: TurnId | null
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
    .select(['o.id', 'o.key', 'o.conversation_id', 'o.turn_id', 'o.payload', 'o.attempts', 'o.created_at'])
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
    turnId: row.turn_id,
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
export function isOpen(column: string): RawBuilder<SqlBool> {
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

/** Writes until when parts that wait have no place in the flood budget; whatever has left meanwhile stays as it is. */
export async function writeHolds(db: Db, holds: readonly (readonly [OutboundId, number])[]): Promise<void> {
  const values = sql.join(holds.map(([id, untilMs]) => sql`(cast(${id} as bigint), cast(${untilMs} as bigint))`))
  await sql`
    with holds (part_id, until_ms) as (values ${values})
    update outbound set held_until = until_ms from holds where id = part_id and state = 'queued'`.execute(db)
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

/** Writes what became of parts, a batch in one statement. Returns the state of each that still exists. */
export async function settleParts(
  tx: Tx,
  settlements: readonly Settlement[],
  nowMs: number,
): Promise<ReadonlyMap<OutboundId, OutboundState>> {
  const values = sql.join(
    settlements.map(
      part => sql`(cast(${part.id} as bigint), cast(${part.state} as text), cast(${part.externalId} as text),
        cast(${part.errorCode} as text), cast(${part.notBefore} as bigint))`,
    ),
  )
  const { rows } = await sql<{ id: OutboundId; state: OutboundState }>`
    with done (done_id, new_state, new_external_id, new_error_code, new_not_before) as (values ${values})
    update outbound set
      -- What came back as an echo has arrived, whatever became of the answer.
      state = case when new_state = 'unknown' and external_id is not null then 'sent' else new_state end,
      external_id = coalesce(new_external_id, external_id), error_code = new_error_code, not_before = new_not_before,
      held_until = case when new_error_code = 'rate_limited' then new_not_before end,
      settled_at = case when new_state = 'queued' then null else cast(${nowMs} as bigint) end
    from done where id = done_id
    returning id, state`.execute(tx)
  return new Map(rows.map(row => [row.id, row.state]))
}

/**
 * Parts that were in the air when this account's speaker died: whether they arrived is not known, and never will be. Only the
 * one speaker of the account, holding its lock, may call this. Returns those whose fate is unknown.
 */
export async function giveUpAirborne(
  tx: Db,
  accountId: AccountId,
  nowMs: number,
): Promise<readonly Pick<OutgoingPart, 'conversationId' | 'key' | 'turnId'>[]> {
  const rows = await tx
    .updateTable('outbound')
    .set({
      // What came back as an echo has arrived.
      state: sql<'sent' | 'unknown'>`case when external_id is null then 'unknown' else 'sent' end`,
      error_code: 'process.died',
      settled_at: nowMs,
    })
    .where('account_id', '=', accountId)
    .where(isOpen('state'))
    .where('state', '=', 'sending')
    .returning(['conversation_id', 'key', 'turn_id', 'state'])
    .execute()
  return rows
    .filter(({ state }) => state === 'unknown')
    .map(({ conversation_id: conversationId, key, turn_id: turnId }) => ({ conversationId, key, turnId }))
}

/** What came back from a chat as said by us. */
export interface Echo {
  readonly conversationId: ConversationId
  readonly externalId: string
  readonly text: string
}

/** Echoes come soon after: so many parts back, the one that is meant is still there. */
const echoReach = 50

/**
 * Settles the part that an echo is of, if its fate is unknown; of one that is still in the air it notes the channel's id, so that a
 * lost answer makes it none the less `sent`. False when the echo tells nothing new. Safe to call twice.
 */
export async function settleByEcho(
  tx: Tx,
  { conversationId, externalId, text }: Echo,
  nowMs: number,
): Promise<boolean> {
  const latest = await tx
    .selectFrom('outbound')
    .select(['id', 'state', 'external_id', 'payload'])
    .where('conversation_id', '=', conversationId)
    .orderBy('id', 'desc')
    .limit(echoReach)
    .execute()
  if (latest.some(row => row.external_id === externalId)) return false
  const candidates = latest.filter(row => row.external_id === null && saysSo(row.payload, text))
  const meant =
    candidates.findLast(({ state }) => state === 'sending') ?? candidates.findLast(({ state }) => state === 'unknown')
  if (meant === undefined) return false
  const settled = meant.state === 'unknown' ? { state: 'sent' as const, settled_at: nowMs } : {}
  await tx
    .updateTable('outbound')
    .set({ external_id: externalId, ...settled })
    .where('id', '=', meant.id)
    .execute()
  return true
}

/** Channels trim what they are given. Blocks come back laid out anew: in the same words, and maybe with the addresses behind links. */
function saysSo(payload: string, text: string): boolean {
  // Written by enqueueParts from this very type.
  const part = JSON.parse(payload) as OutboundPart
  if (part.text.trim() === text.trim()) return true
  if (part.blocks === undefined) return false
  const echoed = new Set(wordsIn(text))
  return wordsIn(part.text).every(word => echoed.has(word))
}

function wordsIn(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Our messages that were sent as these and nothing else: of a reply in several parts, one that is gone is no reply that is gone. */
export async function findSentMessages(
  tx: Tx,
  conversationId: ConversationId,
  externalIds: readonly string[],
): Promise<readonly MessageId[]> {
  const rows = await tx
    .selectFrom('outbound as o')
    .select('o.message_id')
    .where('o.conversation_id', '=', conversationId)
    .where('o.external_id', 'in', externalIds)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbound as other')
            .select('other.id')
            .whereRef('other.message_id', '=', 'o.message_id')
            .where(eb => eb.or([eb('other.external_id', 'is', null), eb('other.external_id', 'not in', externalIds)])),
        ),
      ),
    )
    .execute()
  return rows.flatMap(({ message_id: id }) => id ?? [])
}
