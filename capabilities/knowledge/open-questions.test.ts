import { beforeEach, expect, it } from 'vitest'
import type { ConversationId, Database, MessageId } from '#shared/database'
import { createConversation } from '../../testing/create-conversation.ts'
import { describeEachDatabase } from '../../testing/databases.ts'
import { listOpenQuestions, listQuestions, raiseQuestion, settleQuestion } from './open-questions.ts'

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

  it('are all listed with what became of them, page by page, when that is asked for', async () => {
    const [first = 0, second = 0, third = 0] = [
      await raise('one', 1_000),
      await raise('two', 2_000),
      await raise('three', 500),
    ]
    await settleQuestion(database.db, first, { state: 'dismissed', nowMs: 3_000 })
    await settleQuestion(database.db, second, { state: 'answered', nowMs: 3_000 })
    const newest = await listQuestions(database.db, { limit: 2, cursor: null })
    const oldest = await listQuestions(database.db, { limit: 2, cursor: newest.nextCursor })
    expect([...newest.items, ...oldest.items].map(({ id, state }) => [id, state])).toEqual([
      [third, 'open'],
      [second, 'answered'],
      [first, 'dismissed'],
    ])
    expect(oldest.nextCursor).toBeNull()
  })

  function raise(question: string, nowMs: number): Promise<number> {
    const messageId: MessageId | null = null
    return raiseQuestion(database.db, { conversationId, messageId, question, language: 'en', nowMs })
  }
})
