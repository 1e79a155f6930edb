import { PostgresAdapter, type RawBuilder, sql } from 'kysely'
import type { Db } from './connect.ts'

/**
 * The end of a select whose rows this transaction is about to take: those that another one is taking are passed over instead of
 * waited for, so that workers neither queue up behind one another nor lock the same rows in two orders. Nothing on SQLite, where
 * transactions run one after another.
 */
export function skipLocked(db: Db): RawBuilder<unknown> {
  return db.getExecutor().adapter instanceof PostgresAdapter ? sql`for update skip locked` : sql``
}
