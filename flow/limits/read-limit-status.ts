import type { Db } from '#shared/database'
import { listFloodWaits } from '../speaker/flood-history.ts'
import type { InboundLimits, Pace } from './inbound-limits.ts'
import { floodMemoryMs } from './pace/adapt-pace.ts'
import { readPace } from './pace/read-pace.ts'
import { type BlockedPerson, listBlocked } from './reset-limits.ts'

export interface LimitStatus {
  /** The limit of all people together as it stands now, lowered by flood waits; null when there is none. */
  readonly pace: Pace | null
  /** What all people together have written in the windows that are open. */
  readonly everyone: { readonly minute: number; readonly hour: number; readonly blockedUntilMs: number | null }
  readonly blocked: readonly BlockedPerson[]
  /** Of the last 24 hours. */
  readonly floodWaits: number
}

/** Where the limits stand at `nowMs`; a window that is over counts nothing. */
export async function readLimitStatus(db: Db, limits: InboundLimits, nowMs: number): Promise<LimitStatus> {
  return {
    pace: await readPace(db, limits, nowMs),
    everyone: await readEveryone(db, nowMs),
    blocked: await listBlocked(db, nowMs),
    floodWaits: (await listFloodWaits(db, nowMs - floodMemoryMs)).length,
  }
}

const minuteMs = 60_000

async function readEveryone(db: Db, nowMs: number): Promise<LimitStatus['everyone']> {
  const row = await db.selectFrom('global_rate_limits').selectAll().executeTakeFirst()
  if (row === undefined) return { minute: 0, hour: 0, blockedUntilMs: null }
  const isBlocked = row.blocked_until !== null && row.blocked_until > nowMs
  return {
    minute: row.window_start_minute > nowMs - minuteMs ? row.message_count_minute : 0,
    hour: row.window_start_hour > nowMs - 60 * minuteMs ? row.message_count_hour : 0,
    blockedUntilMs: isBlocked ? row.blocked_until : null,
  }
}
