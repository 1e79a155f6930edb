import { sql } from 'kysely'
import type { ConversationId, Db, Tx } from '#shared/database'

/** Rows at most that one statement takes: nobody waits long for it. */
export const pruneBatch = 500

// Where nothing but the id is in an index, the oldest rows are those with the lowest ids: they are numbered as they come.

/** Forgets updates received before; true when there may be more. */
export async function pruneUpdates(db: Db, beforeMs: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('updates')
    .where('id', 'in', eb =>
      eb
        .selectFrom('updates')
        .select('id')
        .where('received_at', '<', beforeMs)
        .orderBy('received_at')
        .limit(pruneBatch),
    )
    .executeTakeFirst()
  return Number(numDeletedRows) === pruneBatch
}

/** Forgets parts of the outbox that were made before and are settled. One that still waits stays, and is looked over. */
export async function pruneOutbound(db: Db, beforeMs: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('outbound')
    .where('created_at', '<', beforeMs)
    .where('id', 'in', eb =>
      eb
        .selectFrom('outbound')
        .select('id')
        .where('state', 'not in', ['queued', 'sending'])
        .orderBy('id')
        .limit(pruneBatch),
    )
    .executeTakeFirst()
  return Number(numDeletedRows) === pruneBatch
}

/** Forgets what was read in files that came before. */
export async function pruneMedia(db: Db, beforeMs: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('media')
    .where('created_at', '<', beforeMs)
    .where('id', 'in', eb =>
      eb.selectFrom('media').select('id').where('state', '<>', 'waiting').orderBy('id').limit(pruneBatch),
    )
    .executeTakeFirst()
  return Number(numDeletedRows) === pruneBatch
}

export async function pruneFloodWaits(db: Db, beforeMs: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('flood_wait_history')
    .where('id', 'in', eb =>
      eb
        .selectFrom('flood_wait_history')
        .select('id')
        .where('occurred_at', '<', beforeMs)
        .orderBy('occurred_at')
        .limit(pruneBatch),
    )
    .executeTakeFirst()
  return Number(numDeletedRows) === pruneBatch
}

/** Forgets how much people wrote whose last message came before; a block that lasts stays. */
export async function pruneRateLimits(db: Db, beforeMs: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('rate_limits')
    .where('user_id', 'in', eb =>
      eb
        .selectFrom('rate_limits')
        .select('user_id')
        .where('last_message_time', '<', beforeMs)
        // A block that ends later than the last message came, plus the time kept, is still being served.
        .where(sql<boolean>`(blocked_until is null or blocked_until < ${beforeMs})`)
        .orderBy('last_message_time')
        .limit(pruneBatch),
    )
    .executeTakeFirst()
  return Number(numDeletedRows) === pruneBatch
}

/** What was decided, promised and proposed in these conversations before: it says again what the messages said. */
export async function pruneTurns(tx: Tx, ids: readonly ConversationId[], beforeMs: number): Promise<void> {
  await tx.deleteFrom('promises').where('conversation_id', 'in', ids).where('made_at', '<', beforeMs).execute()
  await tx.deleteFrom('cockpit_drafts').where('conversation_id', 'in', ids).where('created_at', '<', beforeMs).execute()
  await tx.deleteFrom('turns').where('conversation_id', 'in', ids).where('finished_at', '<', beforeMs).execute()
}
