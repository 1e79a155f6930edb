import type { Db } from '#shared/database'

const chunk = 500

/** Forgets entries from before, oldest first; true when there may be more. The database refuses it for entries younger than a year. */
export async function pruneAudit(db: Db, beforeMs: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('audit_log')
    .where('occurred_at', '<', beforeMs)
    .where('id', 'in', eb => eb.selectFrom('audit_log').select('id').orderBy('id').limit(chunk))
    .executeTakeFirst()
  return Number(numDeletedRows) === chunk
}
