import type { ConversationId, Db, LeadId, Tx } from '#shared/database'
import { type EventType, readEventsAfter, readSettledPosition, type StoredEvent } from '#shared/events'
import { isCrewMember, readCrew } from '../crew.ts'
import type { CardDeps } from './card-deps.ts'
import { openCards, refreshCards } from './card-rows.ts'

/** What a card may show the traces of. */
const followed: readonly EventType[] = [
  'conversation.handed_back',
  'conversation.handed_off',
  'contact.opted_out',
  'lead.created',
  'lead.qualified',
  'lead.slot_changed',
  'meeting.cancelled',
  'meeting.rescheduled',
  'meeting.scheduled',
  'message.received',
  'message.sent_by_human',
  'turn.finished',
]

const consumer = 'cockpit'
const atOnce = 500

/**
 * Begins the cards that events call for and has the others looked at. Each event is seen once: the place in the log moves in the
 * same transaction. True: there is more. What lies before the first call is nobody's news.
 */
export async function followEvents(deps: CardDeps): Promise<boolean> {
  const { database, clock } = deps
  const upTo = await readSettledPosition(database)
  const known = await readCursor(database.db)
  if (known === upTo) return false
  return database.transaction(async tx => {
    const after = await lockCursor(tx, upTo)
    const events = await readEventsAfter(tx, { after, upTo, limit: atOnce, types: followed })
    await openNew(tx, deps, events)
    const changed = events.flatMap(({ conversationId }) => (conversationId === null ? [] : [conversationId]))
    await refreshCards(tx, [...new Set(changed)], clock.now())
    const isMore = events.length === atOnce
    await moveCursor(tx, isMore ? (events.at(-1)?.position ?? upTo) : upTo, clock.now())
    return isMore
  })
}

async function openNew(tx: Tx, deps: CardDeps, events: readonly StoredEvent[]): Promise<void> {
  const { kinds, clock } = deps
  const created = kinds.newLead ? await listSubjects(tx, deps, events, 'lead.created') : []
  const qualified = kinds.hotLead ? await listSubjects(tx, deps, events, 'lead.qualified') : []
  await openCards(tx, 'new-lead', created, clock.now())
  await openCards(tx, 'hot-lead', qualified, clock.now())
}

interface CardSubject {
  readonly subjectId: LeadId
  readonly conversationId: ConversationId
}

/** The leads that events of a type tell of, but for people of the business who try their bot. */
async function listSubjects(
  tx: Tx,
  { crew }: CardDeps,
  events: readonly StoredEvent[],
  type: 'lead.created' | 'lead.qualified',
): Promise<readonly CardSubject[]> {
  const told = events.flatMap(event => (event.type === type ? toSubject(event) : []))
  if (told.length === 0) return []
  const leads = await tx
    .selectFrom('leads')
    .select(['id', 'user_id'])
    .where('id', 'in', [...new Set(told.map(({ subjectId }) => subjectId))])
    .execute()
  const everybody = await readCrew(tx, crew)
  const clients = new Set(leads.filter(lead => !isCrewMember(everybody, lead.user_id)).map(lead => lead.id))
  const once = new Map(told.map(subject => [subject.subjectId, subject]))
  return [...once.values()].filter(({ subjectId }) => clients.has(subjectId))
}

function toSubject({ conversationId, payload }: StoredEvent): readonly CardSubject[] {
  const { leadId } = payload as { readonly leadId?: LeadId }
  return conversationId === null || leadId === undefined ? [] : [{ subjectId: leadId, conversationId }]
}

async function readCursor(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('event_cursors')
    .select('event_row_id')
    .where('consumer', '=', consumer)
    .executeTakeFirst()
  return row?.event_row_id ?? null
}

/** Held until the transaction ends. The first time it begins at `start`. */
async function lockCursor(tx: Tx, start: number): Promise<number> {
  const row = await tx
    .insertInto('event_cursors')
    .values({ consumer, event_row_id: start, updated_at: 0 })
    .onConflict(conflict =>
      conflict.column('consumer').doUpdateSet(eb => ({ updated_at: eb.ref('event_cursors.updated_at') })),
    )
    .returning('event_row_id')
    .executeTakeFirstOrThrow()
  return row.event_row_id
}

async function moveCursor(tx: Tx, position: number, nowMs: number): Promise<void> {
  await tx
    .updateTable('event_cursors')
    .set({ event_row_id: position, updated_at: nowMs })
    .where('consumer', '=', consumer)
    .execute()
}
