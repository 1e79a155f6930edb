import type { Db } from '#shared/database'

/** Forgets login links and sessions that are over. There are never many: each was made by a person. Returns false: none are left. */
export async function pruneSignIns(db: Db, nowMs: number): Promise<boolean> {
  await db.deleteFrom('login_links').where('expires_at', '<=', nowMs).execute()
  await db.deleteFrom('sessions').where('expires_at', '<=', nowMs).execute()
  return false
}
