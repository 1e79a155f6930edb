import { sql } from 'kysely'
import type { Database, Tx } from '../connect.ts'

const batchSize = 200

/**
 * Adds messages that came since the last time to the index of words, a batch a transaction, and at most `batches` of them;
 * returns whether none are left. PostgreSQL keeps its index by itself.
 */
export async function indexMessages(database: Database, batches = 5): Promise<boolean> {
  if (database.engine === 'postgres' || (await isUpToDate(database))) return true
  for (let done = 0; done < batches; done++) {
    // An index that a power cut takes back is made anew from the position, which it takes back with it.
    const added = await database.lazyTransaction(indexBatch)
    if (added < batchSize) return true
  }
  return false
}

// A read, so that a search on a quiet database takes no lock.
async function isUpToDate({ db }: Database): Promise<boolean> {
  const { rows } = await sql<{ is_behind: number }>`select exists
    (select 1 from messages where id > (select message_id from search_position)) as is_behind`.execute(db)
  return rows[0]?.is_behind === 0
}

async function indexBatch(tx: Tx): Promise<number> {
  const { rows } = await sql<{ last_id: number | null; count: number }>`
    select max(id) as last_id, count(*) as count from
      (select id from messages where id > (select message_id from search_position) order by id limit ${batchSize})`.execute(
    tx,
  )
  const { last_id: lastId, count } = rows[0] ?? { last_id: null, count: 0 }
  if (lastId === null) return 0
  await sql`insert into message_search (rowid, text) select id, text from message_search_texts
    where id > (select message_id from search_position) and id <= ${lastId} order by id`.execute(tx)
  await sql`update search_position set message_id = ${lastId} where id = 1`.execute(tx)
  return count
}
