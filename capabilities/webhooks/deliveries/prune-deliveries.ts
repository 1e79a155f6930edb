import type { Db } from '#shared/database'

const chunk = 500

/** Forgets deliveries settled before, a chunk at a time so that nobody waits long. True when there may be more. */
export async function pruneDeliveries(db: Db, settledBeforeMs: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('webhook_deliveries')
    .where('id', 'in', eb =>
      eb
        .selectFrom('webhook_deliveries')
        .select('id')
        .where('settled_at', 'is not', null)
        .where('settled_at', '<', settledBeforeMs)
        .orderBy('settled_at')
        .limit(chunk),
    )
    .executeTakeFirst()
  return Number(numDeletedRows) === chunk
}
