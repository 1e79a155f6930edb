import SqliteDriver from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { connectDatabase, type Database, type Preparation, prepareDatabase } from '#shared/database'
import { createFakeClock } from '#shared/utils'
import { createTestFile } from './databases.ts'

/** A row as the earlier system's SQLAlchemy wrote it: naive UTC text for times, JSON as text. */
export type EarlierFixtureRow = Readonly<Record<string, string | number | null>>

/** Rows by table. A table that the earlier system did not have is made with the columns of its first row. */
export type EarlierFixture = Readonly<Partial<Record<string, readonly EarlierFixtureRow[]>>>

/**
 * Makes a SQLite file as the earlier system made it: 7 tables (its bot's own schema, messages without `message_metadata`) or
 * all 15 (the shared schema). No foreign keys, no checks, and only the one unique constraint it had.
 */
export function writeEarlierFile(path: string, tableCount: 7 | 15, rows: EarlierFixture = {}): void {
  const file = new SqliteDriver(path)
  file.exec(`begin; ${botTables} ${tableCount === 15 ? sharedTables : ''}`)
  for (const [table, [first, ...others] = []] of Object.entries(rows)) {
    if (first === undefined) continue
    file.exec(`create table if not exists "${table}" (${Object.keys(first).join(', ')})`)
    for (const row of [first, ...others]) insert(file, table, row)
  }
  file.exec('commit')
  file.close()
}

export interface TakenOver {
  /** The database that came of the file; closed and removed after the test. */
  readonly database: Database
  readonly done: Extract<Preparation, { kind: 'imported' }>
}

/** Writes such a file and starts the platform on it, at `nowMs`. */
export async function takeOverEarlierFile(tableCount: 7 | 15, rows: EarlierFixture, nowMs: number): Promise<TakenOver> {
  const target = await createTestFile()
  onTestFinished(() => target.drop())
  writeEarlierFile(target.path, tableCount, rows)
  const done = await prepareDatabase(target, createFakeClock(nowMs))
  if (done.kind !== 'imported') throw new Error(`the file was ${done.kind}`)
  const database = connectDatabase(target)
  onTestFinished(() => database.close())
  return { database, done }
}

function insert(file: SqliteDriver.Database, table: string, row: EarlierFixtureRow): void {
  const columns = Object.keys(row)
  const places = columns.map(() => '?').join(', ')
  file.prepare(`insert into "${table}" (${columns.join(', ')}) values (${places})`).run(Object.values(row))
}

// As `create_all` prints them: the type names are SQLAlchemy's.
const botTables = `
  CREATE TABLE conversations (
    id INTEGER NOT NULL, user_id INTEGER NOT NULL, username VARCHAR(255), created_at DATETIME NOT NULL, updated_at DATETIME,
    PRIMARY KEY (id)
  );
  CREATE INDEX ix_conversations_user_id ON conversations (user_id);
  CREATE TABLE messages (
    id INTEGER NOT NULL, conversation_id INTEGER NOT NULL, role VARCHAR(20) NOT NULL, content TEXT NOT NULL,
    timestamp DATETIME NOT NULL, PRIMARY KEY (id)
  );
  CREATE INDEX ix_messages_conversation_id ON messages (conversation_id);
  CREATE INDEX ix_messages_timestamp ON messages (timestamp);
  CREATE TABLE user_context (
    id INTEGER NOT NULL, user_id INTEGER NOT NULL, context_data TEXT, updated_at DATETIME, PRIMARY KEY (id)
  );
  CREATE UNIQUE INDEX ix_user_context_user_id ON user_context (user_id);
  CREATE TABLE rate_limits (
    user_id INTEGER NOT NULL, message_count_minute INTEGER NOT NULL, message_count_hour INTEGER NOT NULL,
    window_start_minute DATETIME NOT NULL, window_start_hour DATETIME NOT NULL, blocked_until DATETIME,
    last_message_time DATETIME NOT NULL, repeated_messages INTEGER NOT NULL, last_message_content TEXT, PRIMARY KEY (user_id)
  );
  CREATE TABLE global_rate_limits (
    id INTEGER NOT NULL, message_count_minute INTEGER NOT NULL, message_count_hour INTEGER NOT NULL,
    window_start_minute DATETIME NOT NULL, window_start_hour DATETIME NOT NULL, blocked_until DATETIME,
    last_message_time DATETIME NOT NULL, PRIMARY KEY (id)
  );
  CREATE TABLE flood_wait_history (
    id INTEGER NOT NULL, wait_seconds INTEGER NOT NULL, occurred_at DATETIME NOT NULL, chat_type VARCHAR(20), PRIMARY KEY (id)
  );
  CREATE TABLE conversation_summaries (
    id INTEGER NOT NULL, conversation_id INTEGER NOT NULL, summary_text TEXT NOT NULL, cutoff_message_id INTEGER NOT NULL,
    created_at DATETIME NOT NULL, updated_at DATETIME, PRIMARY KEY (id)
  );
  CREATE INDEX ix_conversation_summaries_conversation_id ON conversation_summaries (conversation_id);
`

const sharedTables = `
  ALTER TABLE messages ADD COLUMN message_metadata TEXT;
  CREATE TABLE leads (
    id INTEGER NOT NULL, user_id INTEGER NOT NULL, name VARCHAR(255), contact VARCHAR(255), source VARCHAR(50) NOT NULL,
    status VARCHAR(50) NOT NULL, created_at DATETIME NOT NULL, updated_at DATETIME, PRIMARY KEY (id)
  );
  CREATE TABLE lead_slots (
    id INTEGER NOT NULL, lead_id INTEGER NOT NULL, slot_name VARCHAR(100) NOT NULL, slot_value TEXT NOT NULL,
    extracted_at DATETIME NOT NULL, PRIMARY KEY (id)
  );
  CREATE TABLE sales_stages (
    id INTEGER NOT NULL, lead_id INTEGER NOT NULL, stage VARCHAR(50) NOT NULL, transitioned_at DATETIME NOT NULL,
    stage_metadata TEXT, PRIMARY KEY (id)
  );
  CREATE TABLE sales_events (
    id INTEGER NOT NULL, lead_id INTEGER NOT NULL, event_type VARCHAR(50) NOT NULL, event_data TEXT,
    occurred_at DATETIME NOT NULL, PRIMARY KEY (id)
  );
  CREATE TABLE meetings (
    id INTEGER NOT NULL, lead_id INTEGER NOT NULL, scheduled_at DATETIME NOT NULL, duration INTEGER NOT NULL,
    status VARCHAR(50) NOT NULL, calendar_event_id VARCHAR(255), created_at DATETIME NOT NULL, updated_at DATETIME,
    PRIMARY KEY (id)
  );
  CREATE TABLE meeting_summaries (
    id INTEGER NOT NULL, meeting_id INTEGER NOT NULL, summary_text TEXT NOT NULL, summary_json TEXT,
    created_at DATETIME NOT NULL, PRIMARY KEY (id)
  );
  CREATE TABLE conversation_metrics (
    id INTEGER NOT NULL, conversation_id INTEGER NOT NULL, message_count INTEGER NOT NULL, duration_days INTEGER NOT NULL,
    top_themes TEXT, tone VARCHAR(50), updated_at DATETIME NOT NULL, PRIMARY KEY (id)
  );
  CREATE TABLE conversion_funnel (
    id INTEGER NOT NULL, lead_id INTEGER NOT NULL, stage VARCHAR(50) NOT NULL, entered_at DATETIME NOT NULL,
    exited_at DATETIME, PRIMARY KEY (id)
  );
`
