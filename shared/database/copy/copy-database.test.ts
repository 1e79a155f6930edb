import { sql } from 'kysely'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { buildPlatform, buildTimeoutMs } from '../../../testing/build-platform.ts'
import { runInChild } from '../../../testing/child-process.ts'
import { createTestFile, describeEachTarget } from '../../../testing/databases.ts'
import { createHistory } from '../../../testing/history/index.ts'
import { meetClients } from '../../../testing/meet-clients.ts'
import { createTestDatabase, findTestServer } from '../../../testing/postgres/index.ts'
import { connectDatabase, type Database, type DatabaseTarget } from '../connect.ts'
import { migrate } from '../migrate.ts'
import { copyDatabase } from './copy-database.ts'

beforeAll(buildPlatform, buildTimeoutMs)

const from = Date.UTC(2026, 0, 1)

/** What is told apart only by whoever keeps it exactly: sizes, signs, fractions, bytes, and every kind of letter. */
const oddities = [
  sql`insert into contacts (channel, user_id, display_name, created_at, updated_at) values
    ('telegram', 9007199254740993, 'Ёлка 🎄 "quoted" \\back', -1, 0), ('telegram', -5, '', 1, 1)`,
  sql`insert into user_context (user_id, context_data, updated_at) values (7, '{"a":[1,2.5,null],"b":"\\u0000"}', 1)`,
  sql`insert into documents (path, content_hash, bytes, modified_at, state, indexed_at) values ('a.md', 'h', 1, 1, 'indexed', 1)`,
  sql`insert into metric_counts (metric, grain, starts_at, dimension, value) values ('m', 'day', 1, 'б', 1), ('m', 'day', 1, 'B', 2), ('m', 'day', 1, '', 3)`,
  sql`insert into audit_log (occurred_at, actor, action) values (1, 'cli', 'x')`,
]

async function fill(target: DatabaseTarget): Promise<void> {
  await using(target, async database => {
    await migrate(database)
    await createHistory(database, { events: 3_000, conversations: 40, seed: 3, from })
    await continueNumbering(database)
    await meetClients(database, 3)
    for (const statement of oddities) await statement.execute(database.db)
    const passages = [0.1, 1e300, 1, -0.5].map((confidence, index) => ({
      confidence: Math.min(1, Math.abs(confidence)),
      index,
    }))
    for (const { confidence, index } of passages) {
      await sql`insert into passages (document_id, ordinal, heading, text, content_hash, embedding, embedding_model)
        values (1, ${index}, '', 'x', 'h', ${Buffer.from([0, 255, index])}, 'm')`.execute(database.db)
      await sql`insert into lead_slots (lead_id, slot_name, slot_value, confidence, source, extracted_at, updated_at)
        values (1, ${`slot${index}`}, 'x', ${confidence}, 'rule', 1, 1)`.execute(database.db)
    }
    // Numbers that were given to rows which are gone must not be given again.
    await sql`insert into lead_notes (lead_id, author, text, created_at) values (1, 'a', 'b', 1), (1, 'a', 'c', 1)`.execute(
      database.db,
    )
    await sql`delete from lead_notes`.execute(database.db)
  })
}

/** A history brings its own numbers, of which PostgreSQL takes no notice. */
async function continueNumbering({ db, engine }: Database): Promise<void> {
  if (engine === 'sqlite') return
  for (const table of ['contacts', 'conversations', 'leads', 'messages'])
    await sql.raw(`select setval('${table}_id_seq', (select max(id) from ${table}))`).execute(db)
}

describeEachTarget('a copy', (createTarget, engine) => {
  it('holds the same after the way to the other engine and back, and goes on numbering', {
    timeout: 120_000,
  }, async () => {
    const [source, back] = [await createTarget(), await createTarget()]
    const other = await createOther(engine)
    if (other === null) return
    await fill(source)
    const there = await copyDatabase({ from: source, to: other })
    const home = await copyDatabase({ from: other, to: back })
    expect(there.kind).toBe('copied')
    if (there.kind !== 'copied' || home.kind !== 'copied') return
    expect(Object.fromEntries(home.tables)).toEqual(Object.fromEntries(there.tables))
    expect(there.tables.get('events')?.rows).toBe(3_000)
    for (const table of ['audit_log', 'passages', 'lead_slots', 'metric_counts', 'user_context', 'turns'])
      expect(there.tables.get(table)?.rows, table).toBeGreaterThan(0)
    for (const target of [other, back])
      await using(target, async database => {
        const { id } = await database.db
          .insertInto('lead_notes')
          .values({ lead_id: 1 as never, author: 'a', text: 'd', created_at: 1 })
          .returning('id')
          .executeTakeFirstOrThrow()
        expect(id).toBe(3)
        expect((await migrate(database)).applied).toEqual([])
        const found = await database.db
          .selectFrom('contacts')
          .select('user_id')
          .where('display_name', 'like', 'Ёлка%')
          .execute()
        expect(found).toHaveLength(1)
      })
  })

  it('goes on after a kill where it stood, and nobody uses it before it has ended', { timeout: 120_000 }, async () => {
    const [source, target] = [await createTarget(), await createTarget()]
    await fill(source)
    const child = runInChild(`
      import { copyDatabase } from '#shared/database'
      let said = false
      await copyDatabase({ from: ${JSON.stringify(source)}, to: ${JSON.stringify(target)}, watch: {
        copied(table, rows) {
          if (table !== 'messages' || said) return
          said = true
          process.kill(process.pid, 'SIGKILL')
        } } })
    `)
    await child.firstLine.catch(() => {})
    expect(await child.ended).toBe('SIGKILL')
    await using(target, async database => {
      await expect(migrate(database)).rejects.toMatchObject({ code: 'database.unfinished_copy' })
    })
    const copied: string[] = []
    const outcome = await copyDatabase({
      from: source,
      to: target,
      watch: { copied: table => void copied.push(table) },
    })
    expect(outcome).toMatchObject({ kind: 'copied', isResumed: true })
    expect(copied).not.toContain('contacts')
    await using(target, async database => expect((await migrate(database)).applied).toEqual([]))
  })

  it('refuses a target that holds anything, or the unfinished copy of another', async () => {
    const [source, filled, begun] = [await createTarget(), await createTarget(), await createTarget()]
    await fill(source)
    await fill(filled)
    await expect(copyDatabase({ from: source, to: filled })).rejects.toMatchObject({ code: 'database.target_filled' })
    await expect(breakOff(filled, begun)).rejects.toThrow('enough')
    await expect(copyDatabase({ from: source, to: begun })).rejects.toMatchObject({ code: 'database.other_copy' })
    await expect(copyDatabase({ from: filled, to: begun, isOnline: true })).rejects.toMatchObject({
      code: 'database.other_copy',
    })
  })

  it('says so when the source has changed between two parts of it', async () => {
    const [source, target] = [await createTarget(), await createTarget()]
    await fill(source)
    await expect(breakOff(source, target)).rejects.toThrow('enough')
    await using(source, async ({ db }) => {
      await db
        .updateTable('contacts')
        .set({ display_name: 'somebody else' })
        .where('id', '=', 1 as never)
        .execute()
    })
    await expect(copyDatabase({ from: source, to: target })).rejects.toMatchObject({
      code: 'database.copy_differs',
      public: expect.stringContaining('contacts'),
    })
  })

  it('only counts in a dry run', async () => {
    const [source, target] = [await createTarget(), await createTarget()]
    await fill(source)
    const outcome = await copyDatabase({ from: source, to: target, isDryRun: true })
    expect(outcome.kind === 'would-copy' && outcome.rows.get('events')).toBe(3_000)
    await using(target, async ({ db }) => expect(await db.introspection.getTables()).toEqual([]))
  })

  it('shows one instant of a source that is written to', async () => {
    const [source, target] = [await createTarget(), await createTarget()]
    await fill(source)
    const writer = connectDatabase(source)
    onTestFinished(() => writer.close())
    let written = 0
    const outcome = await copyDatabase({
      ...{ from: source, to: target, isOnline: true },
      watch: {
        copied() {
          written += 1
          // Not awaited: the copy goes on while it is written.
          void sql`insert into event_cursors (consumer, event_row_id, updated_at) values (${`c${written}`}, 1, 1)`.execute(
            writer.db,
          )
        },
      },
    })
    expect(written).toBeGreaterThan(3)
    expect(outcome.kind === 'copied' && outcome.tables.get('event_cursors')?.rows).toBe(0)
  })
})

describe('a source of another version', () => {
  it('is not copied', async () => {
    const source = await createTestFile()
    onTestFinished(source.drop)
    await using(source, async ({ db }) => {
      await sql`create table migrations (name text primary key not null)`.execute(db)
    })
    const target = await createTestFile()
    onTestFinished(target.drop)
    await expect(copyDatabase({ from: source, to: target })).rejects.toMatchObject({
      code: 'database.source_not_current',
    })
  })
})

function breakOff(source: DatabaseTarget, target: DatabaseTarget): Promise<unknown> {
  return copyDatabase({
    ...{ from: source, to: target },
    watch: {
      copied(table) {
        if (table === 'events') throw new Error('enough')
      },
    },
  })
}

/** An empty database of the engine that `engine` is not; null where there is no PostgreSQL. */
async function createOther(engine: 'sqlite' | 'postgres'): Promise<DatabaseTarget | null> {
  if (engine === 'postgres') {
    const file = await createTestFile()
    onTestFinished(file.drop)
    return file
  }
  const server = await findTestServer()
  if (server.kind === 'missing') return null
  const database = await createTestDatabase(server.url)
  onTestFinished(() => database.drop())
  return database
}

async function using(target: DatabaseTarget, work: (database: Database) => Promise<void>): Promise<void> {
  const database = connectDatabase(target)
  try {
    await work(database)
  } finally {
    await database.close()
  }
}
