import { sql } from 'kysely'
import type { Database, Tx } from '#shared/database'
import type { Clock, Logger } from '#shared/utils'
import type { Calendar } from '../contract.ts'

export interface RemovalDeps {
  readonly database: Database
  readonly calendar: Calendar
  readonly clock: Clock
  readonly logger: Logger
  readonly signal: AbortSignal
}

interface DueRemoval {
  readonly uid: string
  readonly attempts: number
}

const batchSize = 20
const minuteMs = 60_000
/** Longer than one call to a calendar takes. */
const leaseMs = 2 * minuteMs
const longestPauseMs = 60 * minuteMs

/**
 * Removes entries of forgotten meetings from the outside calendar, and forgets them too. Never given up, whatever the calendar
 * says: what a person wanted erased stays due until it is. Returns how many are gone.
 */
export async function syncRemovals(deps: RemovalDeps): Promise<number> {
  const { calendar, clock, database, logger, signal } = deps
  const due = await database.transaction(tx => claimDue(tx, calendar.name, clock.now()))
  let removed = 0
  for (const removal of due) {
    const outcome = await calendar.remove(removal.uid, signal)
    if (outcome.kind === 'saved') {
      await database.db.deleteFrom('calendar_removals').where('uid', '=', removal.uid).execute()
      removed += 1
      continue
    }
    logger.warn('calendar.removal_postponed', { calendar: calendar.name, ...removal, code: outcome.code })
    await postpone(deps, removal)
  }
  return removed
}

async function claimDue(tx: Tx, calendar: string, nowMs: number): Promise<readonly DueRemoval[]> {
  const due = await tx
    .selectFrom('calendar_removals')
    .select('uid')
    .where('calendar', '=', calendar)
    .where('due_at', '<=', nowMs)
    .orderBy('due_at')
    .limit(batchSize)
    .execute()
  if (due.length === 0) return []
  return tx
    .updateTable('calendar_removals')
    .set({ due_at: nowMs + leaseMs, attempts: sql<number>`attempts + 1` })
    .where(
      'uid',
      'in',
      due.map(row => row.uid),
    )
    .where('due_at', '<=', nowMs)
    .returning(['uid', 'attempts'])
    .execute()
}

async function postpone({ database, clock }: RemovalDeps, { uid, attempts }: DueRemoval): Promise<void> {
  const pauseMs = Math.min(minuteMs * 2 ** Math.min(attempts - 1, 10), longestPauseMs)
  await database.db
    .updateTable('calendar_removals')
    .set({ due_at: clock.now() + pauseMs })
    .where('uid', '=', uid)
    .execute()
}
