import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { buildPlatform, buildTimeoutMs } from '../../testing/build-platform.ts'
import { runInChild } from '../../testing/child-process.ts'
import { describeEachDatabase, describeEachTarget } from '../../testing/databases.ts'
import { connectDatabase, type Database, type DatabaseTarget } from './connect.ts'
import { defineMigration } from './define-migration.ts'
import { listPendingMigrations, migrate } from './migrate.ts'

beforeAll(buildPlatform, buildTimeoutMs)

const tables15 = [
  'conversation_metrics',
  'conversation_summaries',
  'conversations',
  'conversion_funnel',
  'flood_wait_history',
  'global_rate_limits',
  'lead_slots',
  'leads',
  'meeting_summaries',
  'meetings',
  'messages',
  'rate_limits',
  'sales_events',
  'sales_stages',
  'user_context',
]

describeEachTarget('migrate', createTarget => {
  it('makes the 15 tables of the product from nothing, and does nothing the second time', async () => {
    await using(await createTarget(), async database => {
      const pending = await listPendingMigrations(database.db)
      expect((await migrate(database)).applied).toEqual(pending)
      expect((await migrate(database)).applied).toEqual([])
      expect(await listPendingMigrations(database.db)).toEqual([])
      const names = (await database.db.introspection.getTables()).map(table => table.name)
      expect(names).toEqual(expect.arrayContaining(tables15))
    })
  })

  it('runs once when four processes start at once', { timeout: 60_000 }, async () => {
    const target = await createTarget()
    const children = Array.from({ length: 4 }, () =>
      runInChild(`
        import { connectDatabase, migrate } from '#shared/database'
        const database = connectDatabase(${JSON.stringify(target)})
        const { applied } = await migrate(database)
        await database.close()
        console.log(applied.length === 0 ? 'waited' : 'worked')
      `),
    )
    const said = await Promise.all(children.map(child => child.firstLine))
    expect(said.sort()).toEqual(['waited', 'waited', 'waited', 'worked'])
  })

  it('changes nothing when one statement of it fails', async () => {
    await using(await createTarget(), async database => {
      const broken = defineMigration('0002-broken', 'create table fine (id {id}){strict}; create table broken (;')
      await expect(migrate(database, [broken])).rejects.toMatchObject({ code: 'database.migration_failed' })
      const names = (await database.db.introspection.getTables()).map(table => table.name)
      expect(names).toEqual([])
    })
  })

  it('refuses a database that a later version made', async () => {
    await using(await createTarget(), async database => {
      await migrate(database, [defineMigration('9999-tomorrow', 'create table tomorrow (id {id}){strict}')])
      await expect(migrate(database)).rejects.toMatchObject({
        code: 'database.too_new',
        public: expect.stringContaining('9999-tomorrow'),
      })
    })
  })
})

interface ForeignKey {
  readonly table: string
  readonly column: string
}

describeEachDatabase('the schema', (open, engine) => {
  it('has an index that begins with the column of every foreign key', async () => {
    const database = await open()
    const [keys, indexes] = [await readForeignKeys(database), await readIndexes(database)]
    expect(keys.length).toBeGreaterThan(20)
    const bare = keys.filter(key => !indexes.some(index => index.table === key.table && index.column === key.column))
    expect(bare).toEqual([])
  })

  // SQLite's integers are of one size, 64 bits.
  if (engine === 'postgres') {
    it('knows 64 bits wherever it knows a whole number', async () => {
      const database = await open()
      const { rows } = await sql`
        select table_name, column_name from information_schema.columns
        where table_schema = 'public' and data_type in ('integer', 'smallint')`.execute(database.db)
      expect(rows).toEqual([])
    })
  }

  it.each([
    [
      'a role it does not know',
      `insert into messages (conversation_id, role, content, timestamp) values (1, 'boss', '', 1)`,
    ],
    [
      'a message of no conversation',
      `insert into messages (conversation_id, role, content, timestamp) values (9, 'user', '', 1)`,
    ],
    ['a second conversation in one chat', insertConversation('1')],
    ['a chat type it does not know', insertConversation('2').replace('private', 'secret')],
    ['text where a number belongs', insertConversation('2').replace('(1, 1, 1,', `(1, 1, 'one',`)],
    ['a confidence above 1', `insert into lead_slots values (1, 1, 'goal', 'x', 1.5, 'llm', null, 1, 1)`],
    ['a fit score above 100', `update leads set fit_score = 101`],
    [
      'a meeting without a duration',
      `insert into meetings (lead_id, scheduled_at, duration, created_at, updated_at) values (1, 1, 0, 1, 1)`,
    ],
    [
      'a second row of global limits',
      `insert into global_rate_limits (id, window_start_minute, window_start_hour, last_message_time) values (2, 1, 1, 1)`,
    ],
    [
      'the same update twice',
      `insert into updates (account_id, update_id, kind, state, payload, received_at) values (1, 5, 'message', 'stored', '', 1)`,
    ],
    ['an outbound state it does not know', `update outbound set state = 'lost'`],
  ])('refuses %s', async (_, statement) => {
    const database = await open()
    await fill(database)
    // SQLite's constraints; PostgreSQL's integrity violations, and text that is no number.
    const code = expect.stringMatching(/^(SQLITE_CONSTRAINT|23|22P02)/)
    await expect(sql.raw(statement).execute(database.db)).rejects.toMatchObject({ code })
  })

  it('forgets with a contact all that was said and known', async () => {
    const database = await open()
    await fill(database)
    await database.db.deleteFrom('contacts').execute()
    for (const table of ['conversations', 'messages', 'leads', 'outbound'] as const) {
      expect(await database.db.selectFrom(table).select('id').execute(), table).toEqual([])
    }
  })
})

async function using(target: DatabaseTarget, work: (database: Database) => Promise<void>): Promise<void> {
  const database = connectDatabase(target)
  try {
    await work(database)
  } finally {
    await database.close()
  }
}

function insertConversation(chatId: string): string {
  return `insert into conversations (account_id, contact_id, user_id, chat_id, chat_type, created_at, updated_at)
    values (1, 1, 1, '${chatId}', 'private', 1, 1)`
}

async function fill({ db }: Database): Promise<void> {
  for (const statement of [
    `insert into accounts (channel, external_id, created_at, updated_at) values ('telegram', '1', 1, 1)`,
    `insert into contacts (channel, user_id, created_at, updated_at) values ('telegram', 1, 1, 1)`,
    insertConversation('1'),
    `insert into messages (conversation_id, role, content, timestamp) values (1, 'user', 'hello', 1)`,
    `insert into leads (contact_id, user_id, created_at, updated_at) values (1, 1, 1, 1)`,
    `insert into updates (account_id, update_id, kind, state, payload, received_at) values (1, 5, 'message', 'stored', '', 1)`,
    `insert into outbound (key, account_id, conversation_id, payload, state, not_before, created_at)
      values ('t:1', 1, 1, '{}', 'queued', 1, 1)`,
  ]) {
    await sql.raw(statement).execute(db)
  }
}

function readForeignKeys({ db, engine }: Database): Promise<readonly ForeignKey[]> {
  const onSqlite = sql<ForeignKey>`
    select m.name as "table", k."from" as "column" from sqlite_master m join pragma_foreign_key_list(m.name) k
    where m.type = 'table'`
  const onPostgres = sql<ForeignKey>`
    select c.conrelid::regclass::text as "table", a.attname::text as "column" from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] where c.contype = 'f'`
  return (engine === 'sqlite' ? onSqlite : onPostgres).execute(db).then(result => result.rows)
}

/** The first column of each index that finds every row whose column is not null. */
function readIndexes({ db, engine }: Database): Promise<readonly ForeignKey[]> {
  const onSqlite = sql<ForeignKey>`
    select m.name as "table", i.name as "column" from sqlite_master m
    join pragma_index_list(m.name) l join pragma_index_info(l.name) i left join sqlite_master d on d.name = l.name
    where m.type = 'table' and i.seqno = 0 and (l.partial = 0 or d.sql like '% where ' || i.name || ' is not null')
    union all
    -- The table itself is the index of a key that is one whole number.
    select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c
    where m.type = 'table' and c.pk = 1 and c.type = 'INTEGER'`
  const onPostgres = sql<ForeignKey>`
    select x.indrelid::regclass::text as "table", a.attname::text as "column" from pg_index x
    join pg_attribute a on a.attrelid = x.indrelid and a.attnum = x.indkey[0]
    where x.indpred is null or pg_get_expr(x.indpred, x.indrelid) = '(' || a.attname || ' IS NOT NULL)'`
  return (engine === 'sqlite' ? onSqlite : onPostgres).execute(db).then(result => result.rows)
}
