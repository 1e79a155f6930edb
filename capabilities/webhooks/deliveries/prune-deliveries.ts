import type { Database } from '#shared/database'

const keptMs = 30 * 24 * 60 * 60 * 1000
const chunk = 500

/** Forgets deliveries settled more than 30 days ago, a chunk at a time so that nobody waits long. */
export async function pruneDeliveries({ db }: Database, nowMs: number): Promise<'again' | 'done'> {
  const { numDeletedRows } = await db
    .deleteFrom('webhook_deliveries')
    .where('id', 'in', eb =>
      eb
        .selectFrom('webhook_deliveries')
        .select('id')
        .where('settled_at', 'is not', null)
        .where('settled_at', '<', nowMs - keptMs)
        .orderBy('settled_at')
        .limit(chunk),
    )
    .executeTakeFirst()
  return numDeletedRows === BigInt(chunk) ? 'again' : 'done'
}
