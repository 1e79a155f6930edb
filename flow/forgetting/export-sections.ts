import { sql } from 'kysely'
import type { ContactId, ConversationId, Db, LeadId } from '#shared/database'

/** Whose data it is. */
export interface Subject {
  readonly id: ContactId
  readonly userId: number
  readonly conversationIds: readonly ConversationId[]
  readonly leadIds: readonly LeadId[]
  /** Nothing of this person is older. */
  readonly createdAt: number
}

export type Row = Readonly<Record<string, unknown>>

/** One table of an export, read a page at a time. */
export interface Section {
  readonly name: string
  /** At most `limit` rows, in an order of their own, after this one; null: from the beginning. */
  read(db: Db, of: Subject, page: Page): Promise<readonly Row[]>
}

interface Page {
  readonly after: Row | null
  readonly limit: number
}

function idOf(row: Row | null): number {
  return Number(row?.id ?? 0)
}

const ofConversation = [
  'messages',
  'outbound',
  'conversation_summaries',
  'conversation_metrics',
  'dialogue_states',
  'open_questions',
  'promises',
] as const

const ofLead = [
  'lead_slots',
  'lead_notes',
  'sales_stages',
  'sales_events',
  'conversion_funnel',
  'follow_ups',
  'meetings',
] as const

/** Everything that is held of a person, table by table, in the columns of the database. */
export const exportSections: readonly Section[] = [
  rowsWhere('contacts', 'id', ({ id }) => [id]),
  rowsWhere('consents', 'contact_id', ({ id }) => [id]),
  rowsWhere('user_context', 'user_id', ({ userId }) => [userId]),
  { name: 'rate_limits', read: readLimits },
  rowsWhere('leads', 'id', ({ leadIds }) => leadIds),
  ...ofLead.map(table => rowsWhere(table, 'lead_id', ({ leadIds }) => leadIds)),
  { name: 'meeting_summaries', read: readBriefs },
  rowsWhere('conversations', 'id', ({ conversationIds }) => conversationIds),
  ...ofConversation.map(table => rowsWhere(table, 'conversation_id', ({ conversationIds }) => conversationIds)),
  { name: 'messages_in_groups', read: readGroupMessages },
  { name: 'turns', read: readTurns },
  { name: 'updates', read: readUpdates },
  rowsWhere('events', 'conversation_id', ({ conversationIds }) => conversationIds),
]

function rowsWhere(table: string, column: string, valuesOf: (of: Subject) => readonly number[]): Section {
  return {
    name: table,
    async read(db, of, { after, limit }) {
      const values = valuesOf(of)
      if (values.length === 0) return []
      const { rows } = await sql<Row>`select * from ${sql.table(table)}
        where ${sql.ref(column)} in (${sql.join(values)}) and id > ${idOf(after)} order by id limit ${limit}`.execute(
        db,
      )
      return rows
    },
  }
}

/** What they wrote in groups whose conversation is not theirs. */
async function readGroupMessages(
  db: Db,
  { id, conversationIds }: Subject,
  { after, limit }: Page,
): Promise<readonly Row[]> {
  const messages = db
    .selectFrom('messages')
    .selectAll()
    .where('contact_id', '=', id)
    .where('id', '>', idOf(after) as never)
  const elsewhere =
    conversationIds.length === 0 ? messages : messages.where('conversation_id', 'not in', conversationIds)
  return elsewhere.orderBy('id').limit(limit).execute()
}

/** One row a person. */
async function readLimits(db: Db, { userId }: Subject, { after }: Page): Promise<readonly Row[]> {
  return after === null ? db.selectFrom('rate_limits').selectAll().where('user_id', '=', userId).execute() : []
}

async function readBriefs(db: Db, { leadIds }: Subject, { after, limit }: Page): Promise<readonly Row[]> {
  if (leadIds.length === 0) return []
  return db
    .selectFrom('meeting_summaries')
    .selectAll()
    .where('meeting_id', 'in', meetings =>
      meetings.selectFrom('meetings').select('meetings.id').where('meetings.lead_id', 'in', leadIds),
    )
    .where('id', '>', idOf(after))
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Turns have no number of their own: they stand in the order of their conversations. */
async function readTurns(db: Db, { conversationIds }: Subject, { after, limit }: Page): Promise<readonly Row[]> {
  if (conversationIds.length === 0) return []
  const last = sql`(${Number(after?.conversation_id ?? 0)}, ${Number(after?.number ?? 0)})`
  return db
    .selectFrom('turns')
    .selectAll()
    .where('conversation_id', 'in', conversationIds)
    .where(sql<boolean>`(conversation_id, number) > ${last}`)
    .orderBy('conversation_id')
    .orderBy('number')
    .limit(limit)
    .execute()
}

const dayMs = 86_400_000

/** What the channel sent, as it sent it; kept for some days only. */
async function readUpdates(db: Db, { userId, createdAt }: Subject, { after, limit }: Page): Promise<readonly Row[]> {
  return db
    .selectFrom('updates')
    .selectAll()
    .where('received_at', '>=', createdAt - dayMs)
    .where('payload', 'like', `%${userId}%`)
    .where('id', '>', idOf(after))
    .orderBy('id')
    .limit(limit)
    .execute()
}
