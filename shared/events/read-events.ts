import { type Selectable, sql } from 'kysely'
import type { Database, Db, EventsTable } from '#shared/database'
import type { EventType, StoredEvent } from './event.ts'
import { eventTypes } from './public-event.ts'

/**
 * Up to which position the log is complete: everything at or below it is committed, or never will be. Whoever reads on from one
 * such position to the next misses nothing and sees nothing twice. 0 for an empty log.
 */
export async function readSettledPosition({ engine, db }: Pick<Database, 'engine' | 'db'>): Promise<number> {
  // SQLite writes one transaction at a time, so ids come in the order of commits.
  const newest =
    engine === 'sqlite'
      ? sql<{ position: number | null }>`select max(id) as position from events`
      : sql<{ position: number | null }>`select settled_event_position() as position`
  const { rows } = await newest.execute(db)
  return rows[0]?.position ?? 0
}

export interface EventsAfter {
  readonly after: number
  /** A settled position. */
  readonly upTo: number
  readonly limit: number
  /** Empty: all. */
  readonly types?: readonly EventType[]
  /** Left out when all are asked for. */
  readonly except?: readonly EventType[]
}

/** The events after a position, oldest first. */
export async function readEventsAfter(
  db: Db,
  { after, upTo, limit, types = [], except = [] }: EventsAfter,
): Promise<readonly StoredEvent[]> {
  const range = (type?: EventType) =>
    select(db, type, except).where('id', '>', after).where('id', '<=', upTo).orderBy('id').limit(limit)
  return merge(await readEach(types, range), (a, b) => a.id - b.id, limit)
}

export interface EventsBefore {
  /** Null: from the newest on. */
  readonly before: number | null
  readonly upTo: number
  readonly limit: number
  readonly types?: readonly EventType[]
  readonly except?: readonly EventType[]
}

/** The events before a position, newest first. */
export async function readEventsBefore(
  db: Db,
  { before, upTo, limit, types = [], except = [] }: EventsBefore,
): Promise<readonly StoredEvent[]> {
  const newest = before === null ? upTo : Math.min(upTo, before - 1)
  const range = (type?: EventType) =>
    select(db, type, except).where('id', '<=', newest).orderBy('id', 'desc').limit(limit)
  return merge(await readEach(types, range), (a, b) => b.id - a.id, limit)
}

/** Events by their position. */
export async function readEventsAt(db: Db, positions: readonly number[]): Promise<ReadonlyMap<number, StoredEvent>> {
  if (positions.length === 0) return new Map()
  const rows = await select(db, undefined, []).where('id', 'in', positions).execute()
  return new Map(rows.flatMap(toStoredEvent).map(event => [event.position, event]))
}

type Row = Selectable<EventsTable>

function select(db: Db, type: EventType | undefined, except: readonly EventType[]) {
  const query = db.selectFrom('events').selectAll()
  if (type !== undefined) return query.where('type', '=', type)
  return except.length === 0 ? query : query.where('type', 'not in', except)
}

/** One query a type, each along the index (type, id): one for all of them would sort whatever these types ever had. */
async function readEach(
  types: readonly EventType[],
  range: (type?: EventType) => { execute(): Promise<Row[]> },
): Promise<readonly Row[]> {
  if (types.length === 0) return range().execute()
  const rows = await Promise.all(types.map(type => range(type).execute()))
  return rows.flat()
}

function merge(rows: readonly Row[], order: (a: Row, b: Row) => number, limit: number): readonly StoredEvent[] {
  return rows.toSorted(order).slice(0, limit).flatMap(toStoredEvent)
}

// A type that this version does not know was written by a later one.
function toStoredEvent(row: Row): readonly StoredEvent[] {
  const type = eventTypes.find(known => known === row.type)
  if (type === undefined) return []
  return [
    {
      position: row.id,
      id: row.event_id,
      type,
      version: row.version,
      occurredAt: row.occurred_at,
      conversationId: row.conversation_id,
      payload: JSON.parse(row.payload),
    },
  ]
}
