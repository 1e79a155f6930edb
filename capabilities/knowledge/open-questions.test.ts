import { beforeEach, expect, it } from 'vitest'
import type { ConversationId, Database, MessageId } from '#shared/database'
import { describeEachDatabase } from '../../testing/databases.ts'
import { listOpenQuestions, raiseQuestion, settleQuestion } from './open-questions.ts'

describeEachDatabase('open questions', open => {
  let database: Database
  let conversationId: ConversationId

  beforeEach(async () => {
    database = await open()
    conversationId = await createConversation(database)
  })

  it('are listed the newest first, page by page, each once', async () => {
    const ids: number[] = []
    // Two share an instant: the order must still be one.
    for (const nowMs of [1_000, 2_000, 2_000, 3_000, 4_000]) ids.push(await raise(`question ${ids.length}`, nowMs))
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page = await listOpenQuestions(database.db, { limit: 2, cursor })
      seen.push(...page.items.map(item => item.id))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual(ids.reverse())
  })

  it('are noted once while they are open', async () => {
    const first = await raise('do you tattoo?', 1_000)
    expect(await raise('do you tattoo?', 2_000)).toBe(first)
    await settleQuestion(database.db, first, { state: 'answered', nowMs: 3_000 })
    expect(await raise('do you tattoo?', 4_000)).not.toBe(first)
  })

  it('leave the list when they are settled, and are settled once', async () => {
    const id = await raise('do you tattoo?', 1_000)
    expect(await settleQuestion(database.db, id, { state: 'dismissed', nowMs: 2_000 })).toBe(true)
    expect(await settleQuestion(database.db, id, { state: 'answered', nowMs: 3_000 })).toBe(false)
    expect((await listOpenQuestions(database.db, { limit: 10, cursor: null })).items).toEqual([])
  })

  function raise(question: string, nowMs: number): Promise<number> {
    const messageId: MessageId | null = null
    return raiseQuestion(database.db, { conversationId, messageId, question, language: 'en', nowMs })
  }
})

async function createConversation({ db }: Database): Promise<ConversationId> {
  const times = { created_at: 1, updated_at: 1 }
  const account = await db
    .insertInto('accounts')
    .values({ channel: 'memory', external_id: '1', username: null, display_name: null, ...times })
    .returning('id')
    .executeTakeFirstOrThrow()
  const contact = await db
    .insertInto('contacts')
    .values({
      channel: 'memory',
      user_id: 7,
      display_name: null,
      username: null,
      app_language: null,
      source: null,
      opted_out_at: null,
      ...times,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const conversation = await db
    .insertInto('conversations')
    .values({
      account_id: account.id,
      contact_id: contact.id,
      user_id: 7,
      username: null,
      chat_id: '7',
      chat_type: 'private',
      language: null,
      handler_since: null,
      turn_due_at: null,
      turn_waiting_since: null,
      turn_lease_id: null,
      turn_lease_until: null,
      last_message_at: null,
      summary_due_at: null,
      ...times,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return conversation.id
}
