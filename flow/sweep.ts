import { findDueConversations } from '#capabilities/conversations'
import type { Database } from '#shared/database'
import type { Queue } from '#shared/events'
import { type Clock, type Logger, repeat } from '#shared/utils'

export interface SweepDeps {
  readonly database: Database
  readonly queue: Queue
  readonly clock: Clock
  readonly logger: Logger
}

const sweepEveryMs = 1000
const sweepLimit = 500

/**
 * Wakes every conversation whose row says that a turn is due: what makes the queue dispensable. It finds work after a crash, a
 * lost wake, a lapsed lease, and messages that another process ingested. Returns the way to stop.
 */
export function startSweeper({ database, queue, clock, logger }: SweepDeps): () => Promise<void> {
  return repeat(clock, logger, {
    name: 'sweep',
    everyMs: sweepEveryMs,
    run: async () => {
      const due = await findDueConversations(database.db, clock.now(), sweepLimit)
      for (const id of due) queue.remind('turn', String(id))
      return 'done'
    },
  })
}
