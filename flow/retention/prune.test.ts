import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Database } from '#shared/database'
import { createBus } from '#shared/events'
import { createFakeClock, newId, silentLogger } from '#shared/utils'
import { describeEachDatabase } from '../../testing/databases.ts'
import { type Client, meetClients } from '../../testing/meet-clients.ts'
import { type RetentionConfig, retentionSection } from './config.ts'
import { createPrunings } from './create-prunings.ts'
import { tableRetention } from './table-retention.ts'

const dayMs = 86_400_000
// The database itself judges the age of entries of the audit log, by its own clock.
const nowMs = 1_900_000_000_000
const defaults = retentionSection.schema.parse({})
/** Everything is kept for as few days as the settings allow; the audit log as long as it must be. */
const shortest: RetentionConfig = {
  ...{ people_days: 30, messages_days: 30, media_days: 1, updates_days: 1, outbound_days: 7, events_days: 30 },
  ...{ deliveries_days: 1, flood_waits_days: 2, rate_limits_days: 2, audit_days: 366 },
}

describeEachDatabase('retention', open => {
  async function prune(database: Database, days: RetentionConfig): Promise<void> {
    const deps = { database, clock: createFakeClock(nowMs), newId, bus: createBus(silentLogger), ownerId: null }
    for (const { run } of createPrunings(deps, days)) while ((await run()) === 'again');
  }

  /** A row in each table that a setting prunes, made at an instant. */
  async function fill({ db }: Database, { conversationId, contactId }: Client, atMs: number): Promise<void> {
    const statements = [
      sql`insert into turns (id, conversation_id, number, outcome, first_message_id, last_message_id, started_at, finished_at)
        values (${`t${atMs}`}, ${conversationId}, ${atMs}, 'replied', 1, 1, ${atMs}, ${atMs})`,
      sql`insert into messages (conversation_id, role, content, timestamp, contact_id)
        values (${conversationId}, 'user', 'x', ${atMs}, ${contactId})`,
      sql`insert into promises (conversation_id, kind, claim, source, made_at) values (${conversationId}, 'price', 'x', 'x', ${atMs})`,
      sql`insert into cockpit_drafts (conversation_id, turn_id, seen_message_id, content, state, created_at)
        values (${conversationId}, ${`d${atMs}`}, 1, 'x', 'sent', ${atMs})`,
      sql`insert into updates (account_id, update_id, kind, state, payload, received_at) values (1, ${atMs}, 'message', 'stored', '{}', ${atMs})`,
      sql`insert into outbound (key, account_id, conversation_id, payload, state, not_before, created_at, settled_at)
        values (${`k${atMs}`}, 1, ${conversationId}, '{}', 'sent', 1, ${atMs}, ${atMs})`,
      sql`insert into events (event_id, type, version, occurred_at, payload) values (${`e${atMs}`}, 'message.received', 1, ${atMs}, '{}')`,
      sql`insert into webhook_deliveries (webhook_id, event_position, state, next_attempt_at, retry_until, created_at, settled_at)
        select webhooks.id, max(events.id), 'delivered', 1, 1, ${atMs}, ${atMs} from webhooks, events group by webhooks.id`,
      sql`insert into flood_wait_history (wait_seconds, occurred_at) values (1, ${atMs})`,
      sql`insert into rate_limits (user_id, window_start_minute, window_start_hour, last_message_time) values (${atMs}, 1, 1, ${atMs})`,
      sql`insert into media (account_id, conversation_id, message_id, position, kind, file_id, file_unique_id, state, held_until, created_at)
        select 1, ${conversationId}, max(id), 0, 'voice', 'x', 'x', 'ready', 1, ${atMs} from messages`,
    ]
    for (const statement of statements) await statement.execute(db)
  }

  async function begin(): Promise<{ database: Database; clients: readonly Client[] }> {
    const database = await open()
    const clients = await meetClients(database, 2)
    await sql`insert into webhooks (url, event_types, secret, begins_after, created_at, updated_at)
      values ('https://a.example', '[]', 'x', 0, 1, 1)`.execute(database.db)
    await sql`update conversations set last_message_at = ${nowMs}`.execute(database.db)
    return { database, clients }
  }

  async function countIn({ db }: Database): Promise<Readonly<Record<string, number>>> {
    const counts: Record<string, number> = {}
    for (const table of prunedTables) {
      const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db)
      counts[table] = Number(rows[0]?.count)
    }
    return counts
  }

  const prunedTables = Object.entries(tableRetention)
    .filter(([table, { kind }]) => kind === 'setting' && table !== 'contacts' && table !== 'audit_log')
    .map(([table]) => table)
  const each = (count: number) => Object.fromEntries(prunedTables.map(table => [table, count]))

  it('prunes every table that has a setting, and keeps what is younger', async () => {
    const { database, clients } = await begin()
    const [client] = clients
    if (client === undefined) throw new Error('two clients were met')
    await fill(database, client, nowMs - 40 * dayMs)
    await fill(database, client, nowMs - dayMs / 2)
    expect(await countIn(database)).toEqual(each(2))
    await prune(database, shortest)
    expect(await countIn(database)).toEqual(each(1))
    await prune(database, shortest)
    expect(await countIn(database)).toEqual(each(1))
  })

  it('lets no table of machinery grow for ever unless the owner wants so', async () => {
    const { database, clients } = await begin()
    const [client] = clients
    if (client === undefined) throw new Error('two clients were met')
    await fill(database, client, nowMs - 400 * dayMs)
    await prune(database, defaults)
    const kept = { cockpit_drafts: 1, events: 1, media: 1, messages: 1, promises: 1, turns: 1 }
    expect(await countIn(database)).toEqual({ ...each(0), ...kept })
  })

  it('takes more than a batch', async () => {
    const { database } = await begin()
    const rows = Array.from({ length: 1200 }, (_, index) => ({ wait_seconds: 1, occurred_at: index }))
    await database.db.insertInto('flood_wait_history').values(rows).execute()
    await prune(database, defaults)
    expect((await countIn(database)).flood_wait_history).toBe(0)
  })

  it('keeps what has not left, and a block that lasts', async () => {
    const { database, clients } = await begin()
    const [client] = clients
    await sql`insert into outbound (key, account_id, conversation_id, payload, state, not_before, created_at)
      values ('k', 1, ${client?.conversationId}, '{}', 'queued', 1, 1)`.execute(database.db)
    await sql`insert into rate_limits (user_id, window_start_minute, window_start_hour, last_message_time, blocked_until)
      values (1, 1, 1, 1, ${nowMs + 1})`.execute(database.db)
    await prune(database, shortest)
    expect(await countIn(database)).toMatchObject({ outbound: 1, rate_limits: 1 })
  })

  it('keeps events that a reader still has to read', async () => {
    const { database, clients } = await begin()
    const [client] = clients
    if (client === undefined) throw new Error('two clients were met')
    await fill(database, client, nowMs - 40 * dayMs)
    await sql`insert into event_cursors (consumer, event_row_id, updated_at) values ('analytics', 0, ${nowMs - 31 * dayMs})`.execute(
      database.db,
    )
    await prune(database, shortest)
    expect((await countIn(database)).events).toBe(1)
    await sql`update event_cursors set updated_at = ${nowMs - 50 * dayMs}`.execute(database.db)
    await prune(database, shortest)
    expect((await countIn(database)).events).toBe(0)
  })

  it('forgets quiet clients, but nobody with a meeting ahead', async () => {
    const { database, clients } = await begin()
    const { db } = database
    await sql`update conversations set last_message_at = ${nowMs - 31 * dayMs}`.execute(db)
    await sql`insert into meetings (lead_id, scheduled_at, status, calendar, title, created_at, updated_at)
      values (${clients[0]?.leadId}, ${nowMs + dayMs}, 'scheduled', 'internal', 'x', 1, 1)`.execute(db)
    await prune(database, { ...defaults, people_days: 31 })
    expect(await db.selectFrom('contacts').select('id').execute()).toHaveLength(2)
    await prune(database, { ...defaults, people_days: 30 })
    expect(await db.selectFrom('contacts').select('id').execute()).toEqual([{ id: clients[0]?.contactId }])
    expect(await db.selectFrom('audit_log').select('actor').execute()).toEqual([{ actor: 'retention' }])
  })

  it('prunes the audit log, of which the database itself keeps a year', async () => {
    const { database } = await begin()
    const { db } = database
    const entry = { actor: 'cli', action: 'x', target: null, before_json: null, after_json: null }
    const { rows } = await sql<{ now: number }>`select ${
      database.engine === 'sqlite' ? sql`unixepoch() * 1000` : sql`floor(extract(epoch from now()) * 1000)::bigint`
    } as now`.execute(db)
    const clockMs = Number(rows[0]?.now)
    await db
      .insertInto('audit_log')
      .values([
        { ...entry, occurred_at: clockMs - 366 * dayMs },
        { ...entry, occurred_at: clockMs - 364 * dayMs },
      ])
      .execute()
    await expect(sql`delete from audit_log`.execute(db)).rejects.toThrow('append-only')
    await expect(sql`update audit_log set actor = 'x'`.execute(db)).rejects.toThrow('append-only')
    const deps = {
      database,
      clock: createFakeClock(clockMs + dayMs),
      newId,
      bus: createBus(silentLogger),
      ownerId: null,
    }
    for (const { run } of createPrunings(deps, shortest)) await run()
    expect(await db.selectFrom('audit_log').select('occurred_at').execute()).toEqual([
      { occurred_at: clockMs - 364 * dayMs },
    ])
  })

  it('has an answer for every table of the database', async () => {
    const { db } = await open()
    const tables = (await db.introspection.getTables()).map(({ name }) => name)
    // What the engines keep for themselves, and the search index, whose rows come and go with those of its tables by triggers.
    const ours = tables.filter(name => !/^(migrations$|sqlite_|search_position$|\w+_search(_|$))/.test(name))
    expect(ours.sort()).toEqual(Object.keys(tableRetention).sort())
  })

  it('ends each table that follows another with a foreign key that deletes, or by hand when a person is forgotten', async () => {
    const { db, engine } = await open()
    const follows = Object.entries(tableRetention).flatMap(([table, how]) =>
      how.kind === 'follows' ? [{ table, parent: how.table }] : [],
    )
    const broken: string[] = []
    for (const { table, parent } of follows) {
      const parents = await listParents(db, engine, table)
      if (!parents.includes(parent) && table !== 'user_context' && table !== 'passages')
        broken.push(`${table} → ${parent}`)
    }
    expect(broken).toEqual([])
  })
})

async function listParents(db: Database['db'], engine: Database['engine'], table: string): Promise<readonly string[]> {
  if (engine === 'sqlite') {
    const { rows } = await sql<{
      table: string
      on_delete: string
    }>`select "table", on_delete from pragma_foreign_key_list(${table})`.execute(db)
    return rows.filter(row => row.on_delete === 'CASCADE').map(row => row.table)
  }
  const { rows } = await sql<{ parent: string }>`select confrelid::regclass::text as parent from pg_constraint
    where contype = 'f' and confdeltype = 'c' and conrelid = ${table}::regclass`.execute(db)
  return rows.map(row => row.parent)
}
