import type { ContactId, ConversationId, Db, LeadId } from '#shared/database'
import type { EntryKind, TimelineEntry } from './entry.ts'

/** Whose timeline it is. */
export interface Place {
  readonly leadId: LeadId
  /** Null for leads of the earlier system whose person is not known. */
  readonly contactId: ContactId | null
  readonly conversationIds: readonly ConversationId[]
}

/** At most `limit` rows that come after this instant and row. */
export interface Reach {
  readonly at: number
  readonly id: number
  readonly limit: number
}

type Read = (db: Db, place: Place, reach: Reach) => Promise<readonly TimelineEntry[]>

/** Each gives its entries the newest first. */
export const readers: Readonly<Record<EntryKind, Read>> = {
  consent: readConsents,
  handler: readHandlers,
  note: readNotes,
  promise: readPromises,
  sale: readSale,
}

const nothing = { text: null, detail: {}, author: null, conversationId: null } as const

// Consents stand in their own table, with what was agreed to.
const toldElsewhere = ['consent.granted', 'consent.refused']

async function readSale(db: Db, { leadId }: Place, { at, id, limit }: Reach): Promise<readonly TimelineEntry[]> {
  const rows = await db
    .selectFrom('sales_events')
    .select(['id', 'event_type', 'event_data', 'occurred_at'])
    .where('lead_id', '=', leadId)
    .where(({ eb, refTuple, tuple }) => eb(refTuple('occurred_at', 'id'), '<', tuple(at, id)))
    .where('event_type', 'not in', toldElsewhere)
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, event_type: code, event_data: data, occurred_at: at }) => ({
    ...nothing,
    ...{ at, id, code, kind: 'sale', detail: parseDetail(data) },
  }))
}

async function readNotes(db: Db, { leadId }: Place, { at, id, limit }: Reach): Promise<readonly TimelineEntry[]> {
  const rows = await db
    .selectFrom('lead_notes')
    .select(['id', 'author', 'text', 'created_at'])
    .where('lead_id', '=', leadId)
    .where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), '<', tuple(at, id)))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, author, text, created_at: at }) => ({
    ...nothing,
    ...{ at, id, text, author, kind: 'note', code: 'note' },
  }))
}

async function readPromises(
  db: Db,
  { conversationIds }: Place,
  { at, id, limit }: Reach,
): Promise<readonly TimelineEntry[]> {
  if (conversationIds.length === 0) return []
  const rows = await db
    .selectFrom('promises')
    .select(['id', 'conversation_id', 'kind', 'claim', 'source', 'made_at'])
    .where('conversation_id', 'in', conversationIds)
    .where(({ eb, refTuple, tuple }) => eb(refTuple('made_at', 'id'), '<', tuple(at, id)))
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, conversation_id: conversationId, kind, claim, source, made_at: at }) => ({
    ...{ at, id, conversationId, author: null, kind: 'promise', code: kind, text: claim, detail: { source } },
  }))
}

async function readConsents(db: Db, { contactId }: Place, { at, id, limit }: Reach): Promise<readonly TimelineEntry[]> {
  if (contactId === null) return []
  const rows = await db
    .selectFrom('consents')
    .select(['id', 'kind', 'granted', 'text', 'occurred_at'])
    .where('contact_id', '=', contactId)
    .where(({ eb, refTuple, tuple }) => eb(refTuple('occurred_at', 'id'), '<', tuple(at, id)))
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, kind: code, granted, text, occurred_at: at }) => ({
    ...nothing,
    ...{ at, id, code, text, kind: 'consent', detail: { granted: granted === 1 } },
  }))
}

const handlerEvents = ['conversation.started', 'conversation.handed_off', 'conversation.handed_back']

async function readHandlers(
  db: Db,
  { conversationIds }: Place,
  { at, id, limit }: Reach,
): Promise<readonly TimelineEntry[]> {
  if (conversationIds.length === 0) return []
  const rows = await db
    .selectFrom('events')
    .select(['id', 'type', 'conversation_id', 'payload', 'occurred_at'])
    .where('conversation_id', 'in', conversationIds)
    .where('type', 'in', handlerEvents)
    .where(({ eb, refTuple, tuple }) => eb(refTuple('occurred_at', 'id'), '<', tuple(at, id)))
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, type: code, conversation_id: conversationId, payload, occurred_at: at }) => {
    const { reason } = parseDetail(payload)
    const detail: Detail = reason === undefined ? {} : { reason }
    return { at, id, code, conversationId, detail, kind: 'handler', text: null, author: null }
  })
}

type Detail = TimelineEntry['detail']

/** Written as JSON by the sales log and by the events. */
function parseDetail(text: string | null): Detail {
  return text === null ? {} : (JSON.parse(text) as Detail)
}
