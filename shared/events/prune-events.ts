import type { Db } from '#shared/database'

const chunk = 500
// A reader that has stood still for so long while others went on is nobody's any more.
const abandonedMs = 7 * 24 * 60 * 60 * 1000

/** Forgets events from before that every reader of the log has read, oldest first; true when there may be more. */
export async function pruneEvents(db: Db, beforeMs: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('events')
    .where('occurred_at', '<', beforeMs)
    .where('id', 'in', eb => eb.selectFrom('events').select('id').orderBy('id').limit(chunk))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('event_cursors as reader')
            .select('reader.consumer')
            .where('reader.updated_at', '>=', beforeMs - abandonedMs)
            .whereRef('reader.event_row_id', '<', 'events.id'),
        ),
      ),
    )
    .executeTakeFirst()
  return Number(numDeletedRows) === chunk
}
