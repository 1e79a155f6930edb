import { afterEach, beforeEach, expect, it } from 'vitest'
import { buildWebchatUpdate } from '#capabilities/channels'
import type { ConversationId, MessageId } from '#shared/database'
import { describeEachDatabase } from '../../testing/databases.ts'
import { startTestGateway, type TestGateway } from '../../testing/gateway-harness.ts'
import { buildAttachmentsQuery, findDocument } from './chat/read-attachments.ts'
import { buildChatQuery, findChat, readChat } from './read-chat.ts'

describeEachDatabase('a chat as its visitor reads it', (open, engine) => {
  let test: TestGateway
  let conversationId: ConversationId
  beforeEach(async () => {
    test = await startTestGateway({ database: await open() })
    const { database, webchat } = test.deps
    const hello = { chatId: 'a', clientMessageId: 'm-1', text: 'Hello', sentAt: 1, appLanguage: null }
    await webchat.receive([buildWebchatUpdate(hello)])
    conversationId = (await findChat(database.db, webchat.accountId, 'a')) ?? (0 as ConversationId)
  })
  afterEach(() => test.close())

  async function visibleTexts(): Promise<string[]> {
    const { items } = await readChat(test.deps.database.db, conversationId, { position: { kind: 'newest' }, limit: 50 })
    return items.map(({ text }) => text)
  }

  it.each([
    ['queued', false],
    ['sending', true],
    ['sent', true],
    ['unknown', true],
    ['failed', false],
    ['cancelled', false],
  ] as const)('an answer that is %s in the outbox: shown is %s', async (state, isShown) => {
    await test.answer('a', 'The answer', state)
    expect(await visibleTexts()).toEqual(isShown ? ['Hello', 'The answer'] : ['Hello'])
  })

  it('carries buttons and files of all parts in which a message left, in their order', async () => {
    const yes = [{ text: 'Yes', data: 'y' }]
    const document = { fileName: 'a.ics', mimeType: 'text/calendar', content: 'x' }
    await test.answer('a', 'Shall we?', 'sent', { buttons: [yes], document })
    const { database, webchat } = test.deps
    const { items } = await readChat(database.db, conversationId, { position: { kind: 'newest' }, limit: 50 })
    expect(items).toMatchObject([
      { buttons: [], documents: [] },
      { text: 'Shall we?', buttons: [yes], documents: [{ fileName: 'a.ics' }] },
    ])
    const [file] = items.flatMap(item => item.documents)
    if (file === undefined) throw new TypeError('no file')
    expect(await findDocument(database.db, conversationId, file.id)).toEqual(document)
    const elsewhere = { chatId: 'b', clientMessageId: 'm-1', text: 'Hi', sentAt: 1, appLanguage: null }
    await webchat.receive([buildWebchatUpdate(elsewhere)])
    const other = await findChat(database.db, webchat.accountId, 'b')
    expect(await findDocument(database.db, other ?? conversationId, file.id)).toBeNull()
  })

  it('holds no notes of the system', async () => {
    await test.deps.database.db
      .insertInto('messages')
      .values({ conversation_id: conversationId, role: 'system', content: 'note', timestamp: 2 })
      .execute()
    expect(await visibleTexts()).toEqual(['Hello'])
  })

  // The planner of PostgreSQL scans a table of three rows, rightly; the indexes are the same.
  if (engine === 'postgres') return
  it.each(['newest', 'before', 'after'] as const)('is read by indexes alone, without sorting: %s', async kind => {
    const position = kind === 'newest' ? { kind } : { kind, id: 5 as MessageId }
    const { database } = test.deps
    const query = buildChatQuery(database.db, conversationId, position).compile()
    const plan = await database.db.executeQuery<{ detail: string }>({
      ...query,
      sql: `explain query plan ${query.sql}`,
    })
    const steps = plan.rows.map(({ detail }) => detail).join('\n')
    expect(steps).toMatch(/SEARCH messages USING INDEX messages_conversation \(conversation_id=\?/)
    expect(steps).toMatch(/SEARCH outbound USING INDEX outbound_message/)
    expect(steps).not.toMatch(/SCAN|TEMP B-TREE/)
  })

  it('finds buttons and files by the index on messages, whatever was sent elsewhere', async () => {
    const { database } = test.deps
    const query = buildAttachmentsQuery(database.db, [1, 2, 3] as MessageId[]).compile()
    const plan = await database.db.executeQuery<{ detail: string }>({
      ...query,
      sql: `explain query plan ${query.sql}`,
    })
    expect(plan.rows.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^SEARCH outbound USING INDEX outbound_message/),
    ])
  })
})
