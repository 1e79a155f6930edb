import { sql } from 'kysely'
import type { Database } from '#shared/database'

/** By table: how many rows. */
export type RowCounts = ReadonlyMap<string, number>

/** Counts the rows of every table of a SQLite file, those of the search index and SQLite's own left out. */
export async function countRows({ db }: Database): Promise<RowCounts> {
  const { rows: tables } = await sql<{ readonly name: string }>`
    select name from sqlite_master where type = 'table' and sql not like 'create virtual%'
      and name not like 'sqlite_%' and name not like '%\\_fts\\_%' escape '\\' order by name`.execute(db)
  const counts = new Map<string, number>()
  for (const { name } of tables) {
    const { rows } = await sql<{ readonly count: number }>`select count(*) as count from ${sql.table(name)}`.execute(db)
    counts.set(name, rows[0]?.count ?? 0)
  }
  return counts
}
