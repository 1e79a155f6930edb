import { pruneAudit, pruneSignIns } from '#capabilities/access'
import { pruneMessages } from '#capabilities/conversations'
import { pruneDeliveries } from '#capabilities/webhooks'
import { pruneEvents } from '#shared/events'
import type { Repetition } from '#shared/utils'
import type { ForgetDeps } from '../forgetting/forget-contact.ts'
import type { RetentionConfig } from './config.ts'
import { forgetQuietPeople } from './forget-quiet-people.ts'
import {
  pruneFloodWaits,
  pruneMedia,
  pruneOutbound,
  pruneRateLimits,
  pruneTurns,
  pruneUpdates,
} from './prune-flow-tables.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

/** Prunes what came before an instant, a batch at a time; true when there may be more. */
type Prune = (beforeMs: number) => Promise<boolean>

/** The jobs that delete what is older than `retention` says, each in batches, so that nobody waits for one. What is kept for good has no job. */
export function createPrunings(deps: ForgetDeps, days: RetentionConfig): readonly Repetition[] {
  const { database, clock } = deps
  const { db } = database
  const prunes: Readonly<Record<keyof RetentionConfig, Prune>> = {
    audit_days: beforeMs => pruneAudit(db, beforeMs),
    deliveries_days: beforeMs => pruneDeliveries(db, beforeMs),
    events_days: beforeMs => pruneEvents(db, beforeMs),
    flood_waits_days: beforeMs => pruneFloodWaits(db, beforeMs),
    media_days: beforeMs => pruneMedia(db, beforeMs),
    messages_days: beforeMs => pruneMessages(database, beforeMs, pruneTurns),
    outbound_days: beforeMs => pruneOutbound(db, beforeMs),
    people_days: beforeMs => forgetQuietPeople(deps, beforeMs),
    rate_limits_days: beforeMs => pruneRateLimits(db, beforeMs),
    updates_days: beforeMs => pruneUpdates(db, beforeMs),
  }
  const byAge = Object.entries(prunes).flatMap(([key, prune]) => {
    const kept = days[key as keyof RetentionConfig]
    return kept === null ? [] : [repetition(key.replace(/_days$/, ''), () => prune(clock.now() - kept * dayMs))]
  })
  return [...byAge, repetition('sign-ins', () => pruneSignIns(db, clock.now()))]
}

function repetition(kind: string, prune: () => Promise<boolean>): Repetition {
  return { name: `prune-${kind}`, everyMs: hourMs, run: async () => ((await prune()) ? 'again' : 'done') }
}
