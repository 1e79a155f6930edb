import type { ConversationId, Db, LeadId, MessageId, TurnId, Tx } from '#shared/database'
import type { Batch, CountedTurn } from './batch.ts'
import { type CountedEvent, parsePayload } from './counted-event.ts'
import { type ConversationTally, newConversationTally, parseConversationTally } from './tallies/conversation-tally.ts'
import { type LeadTally, newLeadTally, parseLeadTally } from './tallies/lead-tally.ts'

export interface EventRange {
  /** The row that was counted last. */
  readonly after: number
  /** The last row that may be counted. */
  readonly upTo: number
  readonly limit: number
}

/** The next events with the tallies and rows that counting them needs: six queries by key, whatever their number. */
export async function readBatch(tx: Tx, range: EventRange): Promise<Batch> {
  const events = await readEvents(tx, range)
  const payloads = events.map(event => event.payload)
  const conversations = await readConversations(tx, pick(events.map(event => event.conversationId)))
  return {
    events,
    conversations,
    leads: await readLeads(tx, pick(payloads.map(payload => payload.leadId))),
    turns: await readTurns(tx, pick(payloads.map(payload => payload.turnId))),
    messageKinds: await readKinds(tx, pick(payloads.map(payload => payload.messageId))),
    earlierMessages: await countEarlier(tx, events, conversations),
  }
}

async function readEvents(tx: Tx, { after, upTo, limit }: EventRange): Promise<readonly CountedEvent[]> {
  const rows = await tx
    .selectFrom('events')
    .select(['id', 'type', 'conversation_id', 'occurred_at', 'payload'])
    .where('id', '>', after)
    .where('id', '<=', upTo)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(row => ({
    rowId: row.id,
    type: row.type,
    at: row.occurred_at,
    conversationId: row.conversation_id,
    payload: parsePayload(row.payload),
  }))
}

function pick<Id>(ids: readonly (Id | null | undefined)[]): readonly Id[] {
  return [...new Set(ids.flatMap(id => id ?? []))] as readonly Id[]
}

async function readConversations(
  tx: Db,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, ConversationTally>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('conversations as c')
    .leftJoin('conversation_metrics as m', 'm.conversation_id', 'c.id')
    .select(['c.id', 'm.tally'])
    .where('c.id', 'in', ids)
    .execute()
  const toTally = (tally: string | null) => (tally === null ? newConversationTally() : parseConversationTally(tally))
  return new Map(rows.map(row => [row.id, toTally(row.tally)]))
}

async function readLeads(tx: Db, ids: readonly LeadId[]): Promise<ReadonlyMap<LeadId, LeadTally>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('leads as l')
    .leftJoin('lead_metrics as m', 'm.lead_id', 'l.id')
    .select(['l.id', 'l.source', 'm.tally'])
    .where('l.id', 'in', ids)
    .execute()
  return new Map(rows.map(row => [row.id, row.tally === null ? newLeadTally(row.source) : parseLeadTally(row.tally)]))
}

async function readTurns(tx: Db, ids: readonly TurnId[]): Promise<ReadonlyMap<TurnId, CountedTurn>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('turns')
    .select(['id', 'last_message_id', 'model', 'prompt_tokens', 'completion_tokens'])
    .where('id', 'in', ids)
    .execute()
  return new Map(
    rows.map(row => [
      row.id,
      {
        lastMessageId: row.last_message_id,
        model: row.model,
        promptTokens: row.prompt_tokens ?? 0,
        completionTokens: row.completion_tokens ?? 0,
      },
    ]),
  )
}

async function readKinds(tx: Db, ids: readonly MessageId[]): Promise<ReadonlyMap<MessageId, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('messages').select(['id', 'kind']).where('id', 'in', ids).execute()
  return new Map(rows.map(row => [row.id, row.kind]))
}

/** A conversation that an earlier system began has messages, and no event tells of them. */
async function countEarlier(
  tx: Db,
  events: readonly CountedEvent[],
  conversations: Batch['conversations'],
): Promise<ReadonlyMap<MessageId, number>> {
  const begun = new Set<ConversationId>()
  const firsts = new Map<MessageId, number>()
  for (const { type, conversationId, payload } of events) {
    const tally = conversationId === null ? undefined : conversations.get(conversationId)
    if (conversationId === null || tally === undefined || begun.has(conversationId)) continue
    if (type !== 'conversation.started' && type !== 'message.received') continue
    begun.add(conversationId)
    const isOlder = type === 'message.received' && tally.startedAt === null && tally.received === 0
    if (isOlder && payload.messageId !== undefined)
      firsts.set(payload.messageId, await countMessagesBefore(tx, conversationId, payload.messageId))
  }
  return firsts
}

async function countMessagesBefore(tx: Db, conversationId: ConversationId, messageId: MessageId): Promise<number> {
  const row = await tx
    .selectFrom('messages')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('conversation_id', '=', conversationId)
    .where('id', '<', messageId)
    .executeTakeFirst()
  return row?.count ?? 0
}
