import { sql } from 'kysely'
import type { Db } from '#shared/database'

/** The tables of the earlier system, all of which a conversation is to fill. */
export const countedTables = [
  'conversations',
  'messages',
  'user_context',
  'leads',
  'lead_slots',
  'sales_stages',
  'sales_events',
  'meetings',
  'meeting_summaries',
  'rate_limits',
  'global_rate_limits',
  'flood_wait_history',
  'conversation_summaries',
  'conversation_metrics',
  'conversion_funnel',
] as const

/** How many rows each of them holds. */
export async function countRows(db: Db): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (const table of countedTables) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db)
    counts.set(table, Number(rows[0]?.count ?? 0))
  }
  return counts
}

/** Those that hold nothing. Pure. */
export function listEmptyTables(rows: ReadonlyMap<string, number>): readonly string[] {
  return countedTables.filter(table => (rows.get(table) ?? 0) === 0)
}

export function addRows(
  one: ReadonlyMap<string, number>,
  other: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  return new Map(countedTables.map(table => [table, (one.get(table) ?? 0) + (other.get(table) ?? 0)]))
}
