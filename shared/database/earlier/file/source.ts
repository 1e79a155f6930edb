import SqliteDriver from 'better-sqlite3'
import { z } from 'zod'
import type { Report } from '../report.ts'
import { parseInstant } from '../rows/parse-instant.ts'
import { readTableNames } from './count-rows.ts'

// SQLite without STRICT keeps whatever it is given, so a column's type is a hope: what cannot be read becomes null here, and
// the importer says what null means.
const instant = z.unknown().optional().transform(parseInstant)
const text = z
  .unknown()
  .optional()
  .transform(value => (value === null || value === undefined ? null : String(value)))
const count = z.number().int().nullable().catch(null)
const id = z.number().int()

/** The earlier system's tables, as its two schemas made them: 7 without `message_metadata`, or all 15. */
const tables = {
  conversations: z.object({ id, user_id: id, username: text, created_at: instant, updated_at: instant }),
  messages: z.object({
    id,
    conversation_id: id,
    role: text,
    content: text,
    timestamp: instant,
    message_metadata: text,
  }),
  user_context: z.object({ id, user_id: id, context_data: text, updated_at: instant }),
  leads: z.object({
    id,
    user_id: id,
    name: text,
    contact: text,
    source: text,
    status: text,
    created_at: instant,
    updated_at: instant,
  }),
  lead_slots: z.object({ id, lead_id: id, slot_name: text, slot_value: text, extracted_at: instant }),
  sales_stages: z.object({ id, lead_id: id, stage: text, transitioned_at: instant, stage_metadata: text }),
  sales_events: z.object({ id, lead_id: id, event_type: text, event_data: text, occurred_at: instant }),
  meetings: z.object({
    id,
    lead_id: id,
    scheduled_at: instant,
    duration: count,
    status: text,
    calendar_event_id: text,
    created_at: instant,
    updated_at: instant,
  }),
  meeting_summaries: z.object({ id, meeting_id: id, summary_text: text, summary_json: text, created_at: instant }),
  rate_limits: z.object({
    user_id: id,
    message_count_minute: count,
    message_count_hour: count,
    window_start_minute: instant,
    window_start_hour: instant,
    blocked_until: instant,
    last_message_time: instant,
    repeated_messages: count,
    last_message_content: text,
  }),
  global_rate_limits: z.object({
    id,
    message_count_minute: count,
    message_count_hour: count,
    window_start_minute: instant,
    window_start_hour: instant,
    blocked_until: instant,
    last_message_time: instant,
  }),
  flood_wait_history: z.object({ id, wait_seconds: count, occurred_at: instant, chat_type: text }),
  conversation_summaries: z.object({
    id,
    conversation_id: id,
    summary_text: text,
    cutoff_message_id: count,
    created_at: instant,
    updated_at: instant,
  }),
  conversation_metrics: z.object({
    id,
    conversation_id: id,
    message_count: count,
    duration_days: count,
    top_themes: text,
    tone: text,
    updated_at: instant,
  }),
  conversion_funnel: z.object({ id, lead_id: id, stage: text, entered_at: instant, exited_at: instant }),
}

export type EarlierTable = keyof typeof tables
export type EarlierRow<Table extends EarlierTable> = z.infer<(typeof tables)[Table]>

/** What the importer reads from: the verified backup, never the original. */
export interface EarlierSource {
  /** Rows in the order of their ids; none when the file lacks the table. Rows without readable ids stay in the backup. */
  rows<Table extends EarlierTable>(table: Table): Iterable<EarlierRow<Table>>
  /** Ids in `column` that no row of `parent` has. */
  orphans(table: EarlierTable, column: 'conversation_id' | 'lead_id', parent: EarlierTable): readonly number[]
  close(): void
}

export function openEarlierSource(path: string, report: Report): EarlierSource {
  const file = new SqliteDriver(path, { readonly: true })
  const present = new Set(readTableNames(file))
  for (const table of present)
    if (!isKnown(table)) report.note('left', table, 'a table that the earlier system did not have')
  const warned = new Set<EarlierTable>()
  return {
    rows(table) {
      const isFirstTime = !warned.has(table)
      warned.add(table)
      const complain = (): void => {
        if (isFirstTime) report.note('left', table, 'no readable id')
      }
      return present.has(table) ? readRows(file, table, complain) : []
    },
    orphans(table, column, parent) {
      if (!present.has(table)) return []
      const known = present.has(parent) ? `where ${column} not in (select id from ${parent})` : ''
      const list = file.prepare(`select distinct ${column} from ${table} ${known}`).pluck().all()
      return list.filter(value => id.safeParse(value).success) as number[]
    },
    close: () => void file.close(),
  }
}

// Alembic's version table is the earlier system's own bookkeeping.
const bookkeeping = 'alembic_version'

function isKnown(table: string): boolean {
  return table in tables || table === bookkeeping
}

function* readRows<Table extends EarlierTable>(
  file: SqliteDriver.Database,
  table: Table,
  complain: () => void,
): Iterable<EarlierRow<Table>> {
  for (const row of file.prepare(`select * from ${table} order by 1`).iterate()) {
    const parsed = tables[table].safeParse(row)
    // The table's own schema made it; TypeScript cannot follow the index.
    if (parsed.success) yield parsed.data as EarlierRow<Table>
    else complain()
  }
}
