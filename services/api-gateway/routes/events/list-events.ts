import type { Database } from '#shared/database'
import {
  type PublicEvent,
  readEventsAfter,
  readEventsBefore,
  readSettledPosition,
  type StoredEvent,
  toPublicEvent,
} from '#shared/events'
import { cutPage } from '../../http/fields/paging.ts'
import type { EventQuery, Selection } from './event-query.ts'

export interface EventPage {
  readonly items: PublicEvent[]
  readonly next_cursor: string | null
}

/** One page of the log: newest first, or, after a position, oldest first. */
export async function listEvents(database: Database, query: EventQuery, selection: Selection): Promise<EventPage> {
  const upTo = await readSettledPosition(database)
  const range = { upTo, limit: query.limit + 1, ...selection }
  const events =
    query.after === undefined
      ? await readEventsBefore(database.db, { ...range, before: query.cursor?.[0] ?? null })
      : await readEventsAfter(database.db, { ...range, after: query.cursor?.[0] ?? query.after })
  const { rows, nextCursor } = cutPage(events, query.limit, ({ position }: StoredEvent) => [position])
  return { items: rows.map(toPublicEvent), next_cursor: nextCursor }
}
