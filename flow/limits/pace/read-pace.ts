import type { Db } from '#shared/database'
import { listFloodWaits } from '../../speaker/flood-history.ts'
import type { InboundLimits, Pace } from '../inbound-limits.ts'
import { adaptPace, floodMemoryMs } from './adapt-pace.ts'

/** The limit of all people together as it stands now; null when there is none. */
export async function readPace(db: Db, limits: InboundLimits, nowMs: number): Promise<Pace | null> {
  const { everyone, adaptation } = limits
  if (everyone === null || adaptation === null) return everyone
  return adaptPace(everyone, await listFloodWaits(db, nowMs - floodMemoryMs), adaptation, nowMs)
}

// Flood waits are rare and a limit is no brake: messages need not wait for a look at the history each time.
const freshForMs = 10_000

/** The same for the hot path: at most one query in ten seconds. */
export function createPaceReader(limits: InboundLimits): (db: Db, nowMs: number) => Promise<Pace | null> {
  let known: { readonly pace: Pace | null; readonly at: number } | null = null
  return async (db, nowMs) => {
    if (known === null || Math.abs(nowMs - known.at) >= freshForMs) {
      known = { pace: await readPace(db, limits, nowMs), at: nowMs }
    }
    return known.pace
  }
}
