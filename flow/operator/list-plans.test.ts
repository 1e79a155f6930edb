import { CompiledQuery, sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import type { AccountId, ConversationId, Database, MessageId } from '#shared/database'
import { describeEachDatabase } from '../../testing/databases.ts'
import { buildDeliveriesQuery, buildMessagesQuery } from './read-dialogue.ts'
import { type WalkFilter, walkConversations } from './walk-conversations.ts'

const everything: WalkFilter = { matches: null, accounts: null }
const [one, two] = [1 as AccountId, 2 as AccountId]
const place = { lastMessageAt: 1000, id: 7 as ConversationId }

describeEachDatabase('lists of conversations', (open, engine) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
  })

  it.each<[string, WalkFilter]>([
    ['all', everything],
    ['those of a time', { ...everything, activeAfter: 1, activeBefore: 2 }],
    ['those of a channel', { ...everything, accounts: [one, two] }],
    ['those of a human', { ...everything, handler: 'human' }],
    ['those of a human in one channel', { ...everything, handler: 'human', accounts: [one] }],
    ['those that wait', { ...everything, isUnanswered: true }],
    ['groups', { ...everything, chatType: 'group' }],
  ])('walk an index in the order of the list: %s', async (_, filter) => {
    for (const after of [null, place]) {
      const plan = await explain(walkConversations(database.db, filter, { after, limit: 51 }).compile())
      expect(plan).not.toMatch(engine === 'sqlite' ? /SCAN conversations(?! USING INDEX)|TEMP B-TREE/ : /Seq Scan|Sort/)
    }
  })

  it.each([
    ['those of a human', { handler: 'human' }, 'conversations_with_human'],
    ['those that wait', { isUnanswered: true }, 'conversations_unanswered'],
    ['groups', { chatType: 'group' }, 'conversations_not_private'],
    ['those of a channel', { accounts: [one] }, 'conversations_of_account'],
    ['those who blocked us', { isBlocked: true }, 'contacts_blocked'],
  ] as const)('walk past nothing else where few are asked for: %s', async (_, filter, index) => {
    const query = walkConversations(database.db, { ...everything, ...filter }, { after: place, limit: 51 })
    expect(await explain(query.compile())).toContain(index)
  })

  it('read the messages of a page, and what became of them, by index', async () => {
    const id = 1 as ConversationId
    const before = 100 as MessageId
    const messages = buildMessagesQuery(database.db, id, { before, limit: 51 })
    const deliveries = buildDeliveriesQuery(database.db, id, [before])
    for (const query of [messages, deliveries]) {
      expect(await explain(query.compile())).not.toMatch(/SCAN \w+(?! USING INDEX)|Seq Scan/)
    }
  })

  /** The plan for a database of any size: in a small one PostgreSQL would rather read whole tables. */
  function explain({ sql: text, parameters }: CompiledQuery): Promise<string> {
    return database.transaction(async tx => {
      const [prefix, column] = engine === 'sqlite' ? ['explain query plan', 'detail'] : ['explain', 'QUERY PLAN']
      for (const way of engine === 'sqlite' ? [] : ['seqscan', 'sort', 'bitmapscan']) {
        await sql.raw(`set local enable_${way} = off`).execute(tx)
      }
      const { rows } = await tx.executeQuery<Record<string, string>>(
        CompiledQuery.raw(`${prefix} ${text}`, [...parameters]),
      )
      return rows.map(row => row[column ?? '']).join('\n')
    })
  }
})
