import type { Database } from '#shared/database'

const chunk = 500

/** Forgets updates received before `beforeMs`, a chunk at a time so that nobody waits long. True when there may be more. */
export async function pruneUpdates(database: Database, beforeMs: number): Promise<boolean> {
  const result = await database.db
    .deleteFrom('updates')
    .where('id', 'in', eb =>
      eb.selectFrom('updates').select('id').where('received_at', '<', beforeMs).orderBy('received_at').limit(chunk),
    )
    .executeTakeFirst()
  return Number(result.numDeletedRows) === chunk
}
