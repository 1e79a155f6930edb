import type { Db, Tx } from '#shared/database'
import type { DueDigest } from './due-digests.ts'

/** Whether it has been sent already. */
export async function isSent(db: Db, { name, period }: DueDigest): Promise<boolean> {
  const row = await db
    .selectFrom('sent_reports')
    .select('sent_at')
    .where('name', '=', name)
    .where('period_starts_at', '=', period.from)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Takes a digest; false when another process was faster. Queue its words in the same transaction: then it is sent once, whatever
 * dies in between.
 */
export async function claimDigest(tx: Tx, { name, period }: DueDigest, nowMs: number): Promise<boolean> {
  const row = await tx
    .insertInto('sent_reports')
    .values({ name, period_starts_at: period.from, sent_at: nowMs })
    .onConflict(conflict => conflict.doNothing())
    .returning('name')
    .executeTakeFirst()
  return row !== undefined
}
