import { describe, expect, it } from 'vitest'
import { type EarlierFixture, takeOverEarlierFile } from '../../../testing/earlier-file.ts'

const nowMs = Date.UTC(2026, 10, 22, 21, 30)
const takeOver = (tableCount: 7 | 15, rows: EarlierFixture) => takeOverEarlierFile(tableCount, rows, nowMs)
const noon = '2026-01-14 12:00:00.250000'
const later = '2026-01-14 12:00:05.000000'
// Beyond 32 bits, as Telegram's ids of today are.
const anna = 7_654_321_098
const boris = 42

const dialogue: EarlierFixture = {
  conversations: [
    { id: 3, user_id: anna, username: 'anna', created_at: noon, updated_at: null },
    { id: 5, user_id: boris, username: null, created_at: noon, updated_at: later },
  ],
  messages: [
    { id: 10, conversation_id: 3, role: 'user', content: 'Здравствуйте 👋', timestamp: noon },
    { id: 11, conversation_id: 3, role: 'assistant', content: "How can I help? It's noon;", timestamp: later },
    { id: 12, conversation_id: 5, role: 'user', content: '', timestamp: later },
  ],
}

describe('a file that broke its own rules', () => {
  it('joins the conversations of one person, as the earlier system read only the first', async () => {
    const { database, done } = await takeOver(7, {
      conversations: [
        { id: 1, user_id: anna, username: null, created_at: noon, updated_at: null },
        { id: 2, user_id: anna, username: 'anna', created_at: later, updated_at: null },
      ],
      messages: [
        { id: 1, conversation_id: 1, role: 'user', content: 'a', timestamp: noon },
        { id: 2, conversation_id: 2, role: 'user', content: 'b', timestamp: later },
      ],
    })
    const messages = await database.db.selectFrom('messages').select(['id', 'conversation_id']).orderBy('id').execute()
    expect(messages).toEqual([
      { id: 1, conversation_id: 1 },
      { id: 2, conversation_id: 1 },
    ])
    expect(done.warnings).toMatchObject([{ kind: 'left', table: 'conversations', rows: 1 }])
  })

  it('keeps messages of a conversation that is gone, in a chat to which nothing can be sent', async () => {
    const { database, done } = await takeOver(7, {
      messages: [{ id: 1, conversation_id: 8, role: 'user', content: 'lost', timestamp: noon }],
    })
    const [kept] = await database.db
      .selectFrom('messages')
      .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
      .innerJoin('contacts', 'contacts.id', 'conversations.contact_id')
      .select(['content', 'conversations.id', 'chat_id', 'is_blocked'])
      .execute()
    expect(kept).toEqual({ content: 'lost', id: 8, chat_id: 'earlier:8', is_blocked: 1 })
    expect(done.warnings).toMatchObject([{ kind: 'changed', table: 'conversations', rows: 1 }])
  })

  it('keeps messages with an unknown role or time, and says what they became', async () => {
    const { database, done } = await takeOver(7, {
      ...dialogue,
      messages: [{ id: 1, conversation_id: 3, role: 'tool', content: 'x', timestamp: 'some day' }],
    })
    expect(await database.db.selectFrom('messages').selectAll().execute()).toMatchObject([
      { id: 1, role: 'system', content: 'x', timestamp: nowMs },
    ])
    expect(done.warnings.map(warning => warning.problem).sort()).toEqual([
      'no readable time, now that of the import',
      'unknown role, now system',
    ])
  })

  it('names a table it does not know', async () => {
    const { done } = await takeOver(7, {
      ...dialogue,
      'my notes': [{ a: 1 }],
      alembic_version: [{ version_num: '0f' }],
    })
    expect(done.warnings).toMatchObject([{ kind: 'left', table: 'my notes', rows: 1 }])
  })
})
