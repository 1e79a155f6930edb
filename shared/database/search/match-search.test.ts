import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { meetClients } from '../../../testing/meet-clients.ts'
import type { Database } from '../connect.ts'
import { indexMessages } from './index-messages.ts'
import { matchSearch, type Searched } from './match-search.ts'

const hostile = [
  '"',
  "'",
  "it's",
  '*',
  'a*b',
  'AND',
  'NEAR(a b, 2)',
  'text:word',
  '^start',
  '-not',
  '(',
  ')',
  ':*',
  "'a':* & !'b'",
  '\\',
  '%_',
  'a\0b',
  '😀 😀',
  '\ud800',
  'ﬀ ½ ²',
  '漢字',
  'e\u0301',
  ' ',
  '',
  '; drop table leads',
  'я'.repeat(10_000),
  'слово '.repeat(2_000),
  '"a" OR "b'.repeat(100),
]

describeEachDatabase('search', open => {
  let database: Database
  let ids: readonly number[]

  // One of each: what is said, who they are, how they are reached.
  const people = [
    {
      name: 'Анна Королёва',
      username: 'anna_korol',
      contact: '+7 (999) 123-45-67',
      said: 'Сколько стоит ЁЛКА с доставкой?',
    },
    {
      name: 'Ivan Petrov',
      username: null,
      contact: 'ivan.petrov@example.com',
      said: 'Do you ship 12 boxes to Minsk-2?',
    },
    { name: null, username: 'Mr_Smith', contact: '89991112233', said: 'мой номер 8 916 555-44-33, до встречи' },
  ]

  beforeAll(async () => {
    database = await open()
    const { db } = database
    const clients = await meetClients(database, people.length)
    ids = clients.map(client => client.leadId)
    for (const [index, { leadId, contactId, conversationId }] of clients.entries()) {
      const { name = null, username = null, contact = null, said = '' } = people[index] ?? {}
      await sql`update contacts set display_name = ${name}, username = ${username} where id = ${contactId}`.execute(db)
      await sql`update leads set name = null, contact = ${contact} where id = ${leadId}`.execute(db)
      await sql`insert into messages (conversation_id, role, content, timestamp) values (${conversationId}, 'user', ${said}, 1)`.execute(
        db,
      )
    }
    await indexMessages(database)
  })

  /** Places in `people` of what was found. */
  async function find(text: string, what: Searched = 'leads'): Promise<readonly number[]> {
    const { rows } = await sql<{ id: number }>`select id from ${sql.table(what)}
      where id in ${matchSearch(what, text, database.engine)} order by id`.execute(database.db)
    if (what === 'leads') return rows.map(row => ids.indexOf(row.id))
    return rows.map(row => row.id)
  }

  it.each([
    ['Анна', [0]],
    ['ан', [0]],
    ['а', [0]],
    ['королева', [0]],
    ['КОРОЛЁВ анн', [0]],
    ['@anna_korol', [0]],
    ['@ANNA', [0]],
    ['smith', [2]],
    ['petrov', [1]],
    ['ivan.petrov@example.com', [1]],
    ['example', [1]],
    ['+7 (999) 123-45-67', [0]],
    ['+79991234567', [0]],
    ['8 999 123', []],
    ['999 123-45', [0]],
    ['9991112233', [2]],
    ['+7 999 111 22 33', [2]],
    ['7000000001', [1]],
    ['елка', [0]],
    ['ёлк', [0]],
    ['доставк', [0]],
    ['доставкой стоит', [0]],
    ['доставкой minsk', []],
    ['тавкой', []],
    ['minsk-2', [1]],
    ['12 boxes', [1]],
    ['8 916 555-44-33', [2]],
    ['до', [2]],
    ['нигде', []],
  ])('%j finds %j', async (text, expected) => {
    expect(await find(text)).toEqual(expected)
  })

  it('finds the conversation and the person by the same words', async () => {
    expect(await find('анна', 'contacts')).toEqual(await find('елка', 'contacts'))
    expect(await find('анна', 'conversations')).toEqual(await find('елка', 'conversations'))
    expect(await find('9991112233', 'conversations')).toHaveLength(1)
    expect(await find('9991112233', 'contacts')).toHaveLength(1)
  })

  it.each(hostile.map(text => [text.slice(0, 20), text]))('takes %j for words and never fails', async (_, text) => {
    for (const what of ['leads', 'conversations', 'contacts'] as const) {
      expect(Array.isArray(await find(text, what))).toBe(true)
    }
  })

  it('finds nothing by a text without letters and digits', async () => {
    for (const text of ['', '  ', '*', '"', '%', '😀']) expect(await find(text)).toEqual([])
  })
})

describeEachDatabase('the index of words', open => {
  it('follows edits and deletions, of what it has seen and of what it has not', async () => {
    const database = await open()
    const { db } = database
    const [client] = await meetClients(database, 1)
    const say = (text: string) =>
      sql`insert into messages (conversation_id, role, content, timestamp) values (${client?.conversationId}, 'user', ${text}, 1)`.execute(
        db,
      )
    const count = async (text: string): Promise<number> => {
      const { rows } =
        await sql`select id from leads where id in ${matchSearch('leads', text, database.engine)}`.execute(db)
      return rows.length
    }
    await say('первое слово')
    await indexMessages(database)
    await say('второе слово')
    await sql`update messages set content = 'третье' where content = 'первое слово'`.execute(db)
    await sql`update messages set content = 'четвёртое' where content = 'второе слово'`.execute(db)
    expect(await indexMessages(database)).toBe(true)
    expect([await count('первое'), await count('второе'), await count('слово')]).toEqual([0, 0, 0])
    expect([await count('третье'), await count('четвертое')]).toEqual([1, 1])
    await say('пятое')
    await sql`delete from messages`.execute(db)
    await indexMessages(database)
    expect([await count('третье'), await count('четвертое'), await count('пятое')]).toEqual([0, 0, 0])
    await sql`update leads set name = 'Мария'`.execute(db)
    expect([await count('мар'), await count('shown')]).toEqual([1, 0])
  })

  it('is filled in batches, and says whether it is done', async () => {
    const database = await open()
    const [client] = await meetClients(database, 1)
    for (let count = 0; count < 450; count++) {
      await sql`insert into messages (conversation_id, role, content, timestamp) values (${client?.conversationId}, 'user', ${`слово${count}`}, 1)`.execute(
        database.db,
      )
    }
    const isSqlite = database.engine === 'sqlite'
    expect(await indexMessages(database, 1)).toBe(!isSqlite)
    expect(await indexMessages(database, 3)).toBe(true)
    const { rows } =
      await sql`select id from leads where id in ${matchSearch('leads', 'слово449', database.engine)}`.execute(
        database.db,
      )
    expect(rows).toHaveLength(1)
  })
})
