import type { ConversationId, Db, LeadId, MessageId } from '#shared/database'
import { parseConversationTally } from '../counting/tallies/conversation-tally.ts'
import { parseLeadTally } from '../counting/tallies/lead-tally.ts'
import type { Period } from '../periods/split-period.ts'
import { type CaseFacts, type CaseName, eventsOf, isCase, readsMessages } from './cases.ts'

/** One conversation or lead behind a figure. */
export interface Case {
  /** The number of its event: the place in the list. */
  readonly position: number
  readonly at: number
  /** Null: the person was forgotten. */
  readonly conversationId: ConversationId | null
  readonly leadId: LeadId | null
}

export interface CaseQuery {
  readonly name: CaseName
  /** Only of this reason, kind or stage; null: all. */
  readonly part: string | null
  readonly period: Period
  /** The `position` of the last case that was shown; null: from the newest on. */
  readonly before: number | null
  readonly limit: number
}

export interface CasePage {
  readonly cases: readonly Case[]
  /** Where to go on; null: there are no more. A page may hold few cases, or none, and yet not be the last. */
  readonly nextBefore: number | null
}

const rowsPerLook = 500
// A page costs at most so many looks, however rarely a case is among them.
const looksPerPage = 10

/** What a figure counted in a period, the newest first. Call it after counting: what leads have come to is read from what was counted. */
export async function listCases(db: Db, query: CaseQuery, nowMs: number): Promise<CasePage> {
  const cases: Case[] = []
  let { before } = query
  for (let look = 0; look < looksPerPage; look += 1) {
    const events = await readEvents(db, query, before)
    const found = await keepCases(db, query, events, nowMs)
    cases.push(...found.slice(0, query.limit - cases.length))
    const isFull = cases.length === query.limit
    before = isFull ? (cases.at(-1)?.position ?? null) : (events.at(-1)?.id ?? null)
    if (!isFull && events.length < rowsPerLook) return { cases, nextBefore: null }
    if (isFull) break
  }
  return { cases, nextBefore: before }
}

interface EventRow {
  readonly id: number
  readonly conversation_id: ConversationId | null
  readonly occurred_at: number
  readonly payload: string
}

function readEvents(db: Db, { name, period }: CaseQuery, before: number | null): Promise<EventRow[]> {
  return db
    .selectFrom('events')
    .select(['id', 'conversation_id', 'occurred_at', 'payload'])
    .where('type', 'in', eventsOf(name))
    .where('id', '<', before ?? Number.MAX_SAFE_INTEGER)
    .where('occurred_at', '>=', period.from)
    .where('occurred_at', '<', period.to)
    .orderBy('id', 'desc')
    .limit(rowsPerLook)
    .execute()
}

async function keepCases(
  db: Db,
  { name, part }: CaseQuery,
  events: readonly EventRow[],
  nowMs: number,
): Promise<readonly Case[]> {
  if (events.length === 0) return []
  const parsed = events.map(event => ({ event, payload: JSON.parse(event.payload) as CaseFacts['payload'] }))
  const leads = await readLeads(
    db,
    parsed.map(({ payload }) => leadOf(payload)),
  )
  const conversations = await readConversations(
    db,
    events.map(event => event.conversation_id),
  )
  const kinds = readsMessages(name)
    ? await readMessageKinds(
        db,
        parsed.map(({ payload }) => messageOf(payload)),
      )
    : new Map<MessageId, never>()
  return parsed.flatMap(({ event, payload }) => {
    const { id: position, conversation_id: conversationId, occurred_at: at } = event
    const leadId = leadOf(payload)
    const lead = leadId === null ? null : (leads.get(leadId) ?? null)
    const conversation = conversationId === null ? null : (conversations.get(conversationId) ?? null)
    const messageId = messageOf(payload)
    const messageKind = messageId === null ? null : (kinds.get(messageId) ?? null)
    const isCounted = isCase(name, part, { payload, at, lead, conversation, messageKind, nowMs })
    return isCounted ? [{ position, at, conversationId, leadId }] : []
  })
}

function leadOf({ leadId }: CaseFacts['payload']): LeadId | null {
  return typeof leadId === 'number' ? (leadId as LeadId) : null
}

function messageOf({ messageId }: CaseFacts['payload']): MessageId | null {
  return typeof messageId === 'number' ? (messageId as MessageId) : null
}

async function readMessageKinds(db: Db, ids: readonly (MessageId | null)[]) {
  const wanted = ids.filter(id => id !== null)
  if (wanted.length === 0) return new Map<MessageId, never>()
  const rows = await db.selectFrom('messages').select(['id', 'kind']).where('id', 'in', wanted).execute()
  return new Map(rows.map(({ id, kind }) => [id, kind]))
}

async function readLeads(db: Db, ids: readonly (LeadId | null)[]) {
  const wanted = [...new Set(ids.filter(id => id !== null))]
  if (wanted.length === 0) return new Map<LeadId, never>()
  const rows = await db.selectFrom('lead_metrics').select(['lead_id', 'tally']).where('lead_id', 'in', wanted).execute()
  return new Map(rows.map(row => [row.lead_id, parseLeadTally(row.tally)]))
}

async function readConversations(db: Db, ids: readonly (ConversationId | null)[]) {
  const wanted = [...new Set(ids.filter(id => id !== null))]
  if (wanted.length === 0) return new Map<ConversationId, never>()
  const rows = await db
    .selectFrom('conversation_metrics')
    .select(['conversation_id', 'tally'])
    .where('conversation_id', 'in', wanted)
    .execute()
  return new Map(
    rows.flatMap(({ conversation_id: id, tally }) => (tally === null ? [] : [[id, parseConversationTally(tally)]])),
  )
}
