import { sql } from 'kysely'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createLogger } from '#shared/utils'
import { buildPlatform, buildTimeoutMs } from '../../testing/build-platform.ts'
import { runInChild } from '../../testing/child-process.ts'
import { createTestFile, describeEachDatabase, describeEachTarget } from '../../testing/databases.ts'
import { connectDatabase, type Database, type Db } from './connect.ts'

beforeAll(buildPlatform, buildTimeoutMs)

const times = { created_at: 1, updated_at: 1 }
// Beyond 32 bits and beyond what a float32 holds.
const userId = 2 ** 52 - 1

describeEachDatabase('a transaction', open => {
  it('is all or nothing', async () => {
    const database = await open()
    const failing = database.transaction(async tx => {
      await addContact(tx, 1)
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await countContacts(database)).toBe(0)
  })

  it('is over when the database refuses a row in it, and the next one works', async () => {
    const database = await open()
    const failing = database.transaction(async tx => {
      await addContact(tx, 1)
      await addContact(tx, 1)
    })
    await expect(failing).rejects.toThrow()
    await database.transaction(tx => addContact(tx, 2))
    expect(await countContacts(database)).toBe(1)
  })

  it('does not mix with others that run at the same time', async () => {
    const database = await open()
    await database.db.insertInto('event_cursors').values({ consumer: 'c', event_row_id: 0, updated_at: 0 }).execute()
    const addOne = (): Promise<unknown> =>
      database.transaction(async tx => {
        const locking = database.engine === 'postgres' ? sql`for update` : sql``
        const { rows } = await sql<{ n: number }>`select event_row_id as n from event_cursors ${locking}`.execute(tx)
        await tx
          .updateTable('event_cursors')
          .set({ event_row_id: (rows[0]?.n ?? 0) + 1 })
          .execute()
      })
    await Promise.all([...Array(20)].map(addOne))
    expect(await database.db.selectFrom('event_cursors').select('event_row_id').execute()).toEqual([
      { event_row_id: 20 },
    ])
  })
})

describeEachDatabase('numbers', open => {
  it('come back as numbers: ids, counts, sums and averages', async () => {
    const database = await open()
    const id = await addContact(database.db, userId)
    const row = await database.db
      .selectFrom('contacts')
      .select(({ fn }) => [
        'id',
        'user_id',
        fn.countAll().as('count'),
        fn.sum('user_id').as('sum'),
        fn.avg('id').as('avg'),
      ])
      .groupBy(['id', 'user_id'])
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ id, user_id: userId, count: 1, sum: userId, avg: id })
    const { numUpdatedRows } = await database.db
      .updateTable('contacts')
      .set({ updated_at: 2 })
      .executeTakeFirstOrThrow()
    expect(numUpdatedRows).toBe(1n)
  })
})

describeEachDatabase('a statement that is kept prepared', open => {
  it('sees the columns that were added since', async () => {
    const database = await open()
    const read = () =>
      database.db.selectFrom('contacts').select(['id', 'user_id']).where('user_id', '=', userId).execute()
    await addContact(database.db, userId)
    const before = await read()
    await sql`alter table contacts add column shoe_size integer`.execute(database.db)
    expect(await read()).toEqual(before)
  })

  it('is one of many: more texts than are kept still answer right', async () => {
    const database = await open()
    for (let n = 0; n < 600; n++) {
      const { rows } = await sql<{ n: number }>`select cast(${n} as integer) as n, ${sql.lit(n)} as literal`.execute(
        database.db,
      )
      expect(rows).toEqual([{ n, literal: n }])
    }
  })
})

describeEachTarget('echo', createTarget => {
  it('tells statements, never what is in them', async () => {
    const lines: string[] = []
    const echo = createLogger({ level: 'debug', write: line => void lines.push(line) })
    const database = connectDatabase(await createTarget(), { echo })
    await sql`select ${'my phone is 12345'} as t`.execute(database.db).catch(() => {})
    await database.close()
    expect(lines.join()).toContain('database.statement')
    expect(lines.join()).toMatch(/select (\?|\$1) as t/)
    expect(lines.join()).not.toContain('12345')
  })
})

describe('two processes on one SQLite file', () => {
  it('never fail as busy in a transaction that reads first and writes later', { timeout: 60_000 }, async () => {
    const target = await createTestFile()
    onTestFinished(target.drop)
    const database = connectDatabase(target)
    onTestFinished(() => database.close())
    await sql`create table counter (n integer)`.execute(database.db)
    await sql`insert into counter values (0)`.execute(database.db)
    const children = [1, 2].map(() =>
      runInChild(`
        import { connectDatabase } from '#shared/database'
        import { sql } from 'kysely'
        const database = connectDatabase(${JSON.stringify(target)})
        for (let round = 0; round < 300; round++) {
          await database.transaction(async tx => {
            const { rows } = await sql\`select n from counter\`.execute(tx)
            await sql\`update counter set n = \${rows[0].n + 1}\`.execute(tx)
          })
        }
        console.log('done')
      `),
    )
    expect(await Promise.all(children.map(child => child.firstLine))).toEqual(['done', 'done'])
    const { rows } = await sql`select n from counter`.execute(database.db)
    expect(rows).toEqual([{ n: 600 }])
  })
})

async function addContact(db: Db, user: number): Promise<number> {
  const { id } = await db
    .insertInto('contacts')
    .values({ channel: 'telegram', user_id: user, ...times })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function countContacts({ db }: Database): Promise<number> {
  return (await db.selectFrom('contacts').select('id').execute()).length
}
