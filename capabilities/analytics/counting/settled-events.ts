import { sql } from 'kysely'
import type { Database, Db } from '#shared/database'

/** Finds how far the log of events is complete: no event with this row id or a smaller one will still appear. */
export type FindSettled = () => Promise<number>

/**
 * On SQLite one transaction writes at a time, so the log is complete to its end. On PostgreSQL a transaction may commit after one
 * that wrote a higher row id, and a cursor that had passed it would never see it: so the end is settled once every transaction that
 * had begun to write events when it was seen has ended. No clock is asked, and nobody is made to wait.
 */
export function createFindSettled({ db, engine }: Pick<Database, 'db' | 'engine'>): FindSettled {
  if (engine === 'sqlite') return () => findNewest(db)
  let seen: Observation = { newest: 0, writers: new Set() }
  let settled = 0
  return async () => {
    // In this order: who wrote a row up to `newest` either has ended by the second query, or is named by it.
    const newest = await findNewest(db)
    const writers = await listWriters(db)
    if (writers.size === 0) settled = Math.max(settled, newest)
    else if (![...seen.writers].some(writer => writers.has(writer))) {
      settled = Math.max(settled, seen.newest)
      seen = { newest, writers }
    }
    return settled
  }
}

interface Observation {
  readonly newest: number
  /** Transactions that may have written a row up to `newest` without having committed it. */
  readonly writers: ReadonlySet<string>
}

async function findNewest(db: Db): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select(({ fn }) => fn.max('id').as('newest'))
    .executeTakeFirst()
  return row?.newest ?? 0
}

/** An insert takes this lock before it takes a row id, and its transaction keeps it to the end. */
async function listWriters(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ writer: string }>`
    select distinct virtualtransaction as writer from pg_locks
    where locktype = 'relation' and mode = 'RowExclusiveLock' and relation = 'events'::regclass
      and database = (select oid from pg_database where datname = current_database())`.execute(db)
  return new Set(rows.map(row => row.writer))
}
