import { createHash } from 'node:crypto'
import type { Db } from '#shared/database'

/** Feeds that have an address of their own. */
export type FeedPurpose = 'owner-calendar'

export interface NewFeedToken {
  readonly purpose: FeedPurpose
  /** Makes a secret that nobody can guess: `newToken`. */
  readonly newSecret: () => string
}

/**
 * Makes the secret part of a feed's address and returns it, this once: only its hash is kept. The one before, if any, no longer
 * opens the feed.
 */
export async function issueFeedToken(db: Db, { purpose, newSecret }: NewFeedToken, nowMs: number): Promise<string> {
  const token = newSecret()
  const row = { token_hash: hash(token), created_at: nowMs }
  await db
    .insertInto('feed_tokens')
    .values({ ...row, purpose })
    .onConflict(conflict => conflict.column('purpose').doUpdateSet(row))
    .execute()
  return token
}

/** What a token opens, or null. The look-up is by hash, so its duration tells nothing about a nearly right token. */
export async function findFeedToken(db: Db, token: string): Promise<FeedPurpose | null> {
  const row = await db
    .selectFrom('feed_tokens')
    .select('purpose')
    .where('token_hash', '=', hash(token))
    .executeTakeFirst()
  return row?.purpose === 'owner-calendar' ? row.purpose : null
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
