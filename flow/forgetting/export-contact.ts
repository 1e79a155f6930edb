import type { ContactId, Db } from '#shared/database'
import { exportSections, type Row, type Section, type Subject } from './export-sections.ts'

const pageSize = 500

/**
 * All that is held of a person as one JSON document, in pieces: an object with a list of rows for each table, instants in ISO 8601.
 * Holds one page in memory, however much there is. Null when nobody has this id. What changes meanwhile may or may not be in it.
 */
export async function exportContact(db: Db, id: ContactId, nowMs: number): Promise<AsyncIterable<string> | null> {
  const subject = await findSubject(db, id)
  return subject === null ? null : writeDocument(db, subject, nowMs)
}

async function findSubject(db: Db, id: ContactId): Promise<Subject | null> {
  const person = await db
    .selectFrom('contacts')
    .select(['user_id', 'created_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (person === undefined) return null
  const conversations = await db.selectFrom('conversations').select('id').where('contact_id', '=', id).execute()
  const leads = await db
    .selectFrom('leads')
    .select('id')
    .where(eb =>
      eb.or([eb('contact_id', '=', id), eb.and([eb('contact_id', 'is', null), eb('user_id', '=', person.user_id)])]),
    )
    .execute()
  return {
    id,
    userId: person.user_id,
    conversationIds: conversations.map(row => row.id),
    leadIds: leads.map(row => row.id),
    createdAt: person.created_at,
  }
}

async function* writeDocument(db: Db, subject: Subject, nowMs: number): AsyncGenerator<string> {
  yield `{"format":"telegram-ai-platform.contact","version":1,"exported_at":${JSON.stringify(new Date(nowMs).toISOString())}`
  for (const section of exportSections) {
    yield `,\n${JSON.stringify(section.name)}:[`
    yield* writeSection(db, section, subject)
    yield ']'
  }
  yield '}\n'
}

async function* writeSection(db: Db, section: Section, subject: Subject): AsyncGenerator<string> {
  let after: Row | null = null
  while (true) {
    const rows: readonly Row[] = await section.read(db, subject, { after, limit: pageSize })
    if (rows.length === 0) return
    yield (after === null ? '\n' : ',\n') +
      rows.map(row => JSON.stringify(row, (key, value) => readable(key, value))).join(',\n')
    if (rows.length < pageSize) return
    after = rows.at(-1) ?? null
  }
}

const instants = /(_at|_until|_since|_before|_time|^timestamp|^window_start_\w+)$/
/** The end of what a Date can hold. */
const latestMs = 8.64e15
const documents = new Set([
  'message_metadata',
  'payload',
  'context_data',
  'state',
  'event_data',
  'stage_metadata',
  'summary_json',
])

/** Instants as people read them, and JSON as what it says. */
function readable(key: string, value: unknown): unknown {
  if (typeof value === 'number' && instants.test(key) && Math.abs(value) <= latestMs)
    return new Date(value).toISOString()
  if (typeof value === 'string' && documents.has(key)) return parse(value)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
