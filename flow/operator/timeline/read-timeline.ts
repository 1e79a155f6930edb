import type { ConversationId, Db, LeadId } from '#shared/database'
import { compareEntries, type EntryKind, entryKinds, type TimelineEntry, type TimelinePlace } from './entry.ts'
import { type Place, type Reach, readers } from './readers.ts'

export interface TimelinePage {
  /** The last entry that was shown; null: from the newest on. */
  readonly after: TimelinePlace | null
  readonly limit: number
  /** Only entries of this kind; null: all. */
  readonly kind: EntryKind | null
}

/**
 * What happened with a lead, the newest first, out of the tables that know it: the sales log, notes, promises, consents, and who had
 * the chat. Null when there is no such lead. Each table gives its next `limit` rows, so a page costs the same wherever it lies.
 */
export async function readTimeline(
  db: Db,
  leadId: LeadId,
  { after, limit, kind: only }: TimelinePage,
): Promise<readonly TimelineEntry[] | null> {
  const place = await findPlace(db, leadId)
  if (place === null) return null
  const pages = entryKinds
    .filter(kind => only === null || kind === only)
    .map(kind => readers[kind](db, place, { ...startOf(kind, after), limit }))
  return (await Promise.all(pages)).flat().sort(compareEntries).slice(0, limit)
}

const beyond = Number.MAX_SAFE_INTEGER

/** Where the rows of one kind go on: at the instant of the place, kinds that are shown before it are through, those after it begin. */
function startOf(kind: EntryKind, after: TimelinePlace | null): Pick<Reach, 'at' | 'id'> {
  if (after === null) return { at: beyond, id: beyond }
  if (kind === after.kind) return after
  return { at: after.at, id: entryKinds.indexOf(kind) < entryKinds.indexOf(after.kind) ? 0 : beyond }
}

async function findPlace(db: Db, leadId: LeadId): Promise<Place | null> {
  const lead = await db
    .selectFrom('leads')
    .select(['contact_id', 'conversation_id'])
    .where('id', '=', leadId)
    .executeTakeFirst()
  if (lead === undefined) return null
  const { contact_id: contactId } = lead
  const conversationIds = contactId === null ? [] : await listConversationsOf(db, contactId)
  return { leadId, contactId, conversationIds }
}

async function listConversationsOf(db: Db, contactId: NonNullable<Place['contactId']>): Promise<ConversationId[]> {
  const rows = await db.selectFrom('conversations').select('id').where('contact_id', '=', contactId).execute()
  return rows.map(row => row.id)
}
