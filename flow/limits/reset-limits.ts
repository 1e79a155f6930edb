import { hastenTurns } from '#capabilities/conversations'
import type { Db, Tx } from '#shared/database'
import { clearEveryone, clearPeople } from './rate-limit-rows.ts'

export type LimitReset =
  | { readonly kind: 'all' }
  /** The limit of all people together, and the people whom it blocks. */
  | { readonly kind: 'everyone' }
  | { readonly kind: 'person'; readonly userId: number }

/**
 * Forgets counts and blocks, and lets what was held back be answered now. Returns how many blocks ended, the one of all people
 * together included.
 */
export async function resetLimits(tx: Tx, reset: LimitReset, nowMs: number): Promise<number> {
  const untilOfAll = await findBlockOfAll(tx, nowMs)
  const blocked = await listBlocked(tx, nowMs)
  const freed = blocked.filter(person => isMeant(person, reset, untilOfAll)).map(({ userId }) => userId)
  if (reset.kind === 'all') await clearPeople(tx, 'all')
  else await clearPeople(tx, reset.kind === 'person' ? [reset.userId] : freed)
  if (reset.kind !== 'person') await clearEveryone(tx)
  await hastenTurns(tx, freed, nowMs)
  return freed.length + (reset.kind !== 'person' && untilOfAll !== null ? 1 : 0)
}

export interface BlockedPerson {
  readonly userId: number
  readonly untilMs: number
}

/** Who is blocked now, the longest first. */
export async function listBlocked(db: Db, nowMs: number): Promise<readonly BlockedPerson[]> {
  const rows = await db
    .selectFrom('rate_limits')
    .select(['user_id', 'blocked_until'])
    .where('blocked_until', '>', nowMs)
    .orderBy('blocked_until', 'desc')
    .execute()
  return rows.map(row => ({ userId: row.user_id, untilMs: row.blocked_until ?? nowMs }))
}

async function findBlockOfAll(db: Db, nowMs: number): Promise<number | null> {
  const row = await db
    .selectFrom('global_rate_limits')
    .select('blocked_until')
    .where('blocked_until', '>', nowMs)
    .executeTakeFirst()
  return row?.blocked_until ?? null
}

function isMeant({ userId, untilMs }: BlockedPerson, reset: LimitReset, untilOfAll: number | null): boolean {
  if (reset.kind === 'person') return userId === reset.userId
  return reset.kind === 'all' || untilMs === untilOfAll
}
