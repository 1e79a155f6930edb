import type { Database, Tx } from '#shared/database'
import type { TimeGrid } from '../periods/time-grid.ts'
import { countEvents } from './count-events.ts'
import { createCounter } from './counter.ts'
import { readBatch } from './read-batch.ts'
import { saveBatch } from './save-batch.ts'
import { createFindSettled } from './settled-events.ts'

export interface RolledUp {
  /** How many events were counted now. */
  readonly events: number
  /** True: more are waiting, call again. */
  readonly isMore: boolean
}

/** Turns events into figures, each event once. */
export interface RollUp {
  /**
   * Counts the next events, `limit` (1000) at most. The cursor moves in the same transaction as the figures, so each event counts
   * once, however often and in how many processes this is called and wherever one of them dies.
   */
  run(limit?: number): Promise<RolledUp>
  /** Forgets all figures: what follows counts every event anew, and comes to the same. */
  reset(): Promise<void>
}

// Grows when the rules of counting change: then everything is counted anew.
const version = 1
const batchSize = 1000

/** The figures stand by the days of `grid`: in another time zone they are counted anew. */
export function createRollUp(database: Database, grid: TimeGrid): RollUp {
  const consumer = `analytics:${version}:${grid.timeZone}`
  const findSettled = createFindSettled(database)
  return {
    async run(limit = batchSize) {
      const upTo = await findSettled()
      if (await isCounted(database, consumer, upTo)) return { events: 0, isMore: false }
      // What a power cut takes away is counted again: the cursor would be gone with it.
      return database.lazyTransaction(async tx => {
        const after = await lockCursor(tx, consumer)
        const batch = await readBatch(tx, { after, upTo, limit })
        const last = batch.events.at(-1)
        if (last === undefined) return { events: 0, isMore: false }
        const counter = createCounter(grid)
        countEvents(batch, counter)
        await saveBatch(tx, batch, counter.list())
        await moveCursor(tx, consumer, { eventRowId: last.rowId, countedAt: last.at })
        return { events: batch.events.length, isMore: batch.events.length === limit }
      })
    },
    reset: () =>
      database.transaction(async tx => {
        await forgetFigures(tx)
        await lockCursor(tx, consumer)
      }),
  }
}

async function isCounted({ db }: Database, consumer: string, upTo: number): Promise<boolean> {
  const cursor = await db
    .selectFrom('event_cursors')
    .select('event_row_id')
    .where('consumer', '=', consumer)
    .executeTakeFirst()
  return cursor !== undefined && cursor.event_row_id >= upTo
}

/** Where the counting stands; nobody else counts until the commit. Figures by other rules or of another time zone go first. */
async function lockCursor(tx: Tx, consumer: string): Promise<number> {
  const found = await touchCursor(tx, consumer)
  if (found !== undefined) return found.event_row_id
  await tx
    .insertInto('event_cursors')
    .values({ consumer, event_row_id: 0, updated_at: 0 })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const cursor = await touchCursor(tx, consumer)
  // Another process may have begun to count while this one waited for the row.
  if (cursor !== undefined && cursor.event_row_id > 0) return cursor.event_row_id
  await forgetFigures(tx, consumer)
  return 0
}

function touchCursor(tx: Tx, consumer: string) {
  return tx
    .updateTable('event_cursors')
    .set(({ ref }) => ({ updated_at: ref('updated_at') }))
    .where('consumer', '=', consumer)
    .returning('event_row_id')
    .executeTakeFirst()
}

/** Rows of conversations that were counted by no event, because an earlier system left them, stay as they came. */
async function forgetFigures(tx: Tx, keptConsumer = ''): Promise<void> {
  await tx.deleteFrom('metric_counts').execute()
  await tx.deleteFrom('lead_metrics').execute()
  await tx.deleteFrom('conversation_metrics').where('tally', 'is not', null).execute()
  await tx
    .deleteFrom('event_cursors')
    .where('consumer', 'like', 'analytics:%')
    .where('consumer', '!=', keptConsumer)
    .execute()
}

async function moveCursor(
  tx: Tx,
  consumer: string,
  { eventRowId, countedAt }: { readonly eventRowId: number; readonly countedAt: number },
): Promise<void> {
  await tx
    .updateTable('event_cursors')
    .set({ event_row_id: eventRowId, updated_at: countedAt })
    .where('consumer', '=', consumer)
    .execute()
}
