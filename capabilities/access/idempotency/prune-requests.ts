import type { Db } from '#shared/database'

const chunk = 500

/** Forgets answers older than 24 hours, a chunk at a time so that nobody waits long. True when there may be more. */
export async function pruneRequests(db: Db, nowMs: number): Promise<boolean> {
  const edge = await db
    .selectFrom('idempotent_requests')
    .select('expires_at')
    .where('expires_at', '<=', nowMs)
    .orderBy('expires_at')
    .offset(chunk)
    .limit(1)
    .executeTakeFirst()
  await db
    .deleteFrom('idempotent_requests')
    .where('expires_at', '<=', edge?.expires_at ?? nowMs)
    .execute()
  return edge !== undefined
}
