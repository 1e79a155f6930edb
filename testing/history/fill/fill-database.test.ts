import { expect, it } from 'vitest'
import { connectDatabase, migrate } from '#shared/database'
import { describeEachTarget } from '../../databases.ts'
import { fillDatabase } from './fill-database.ts'

describeEachTarget('an invented year', createTarget => {
  it('is whole: chats of many lengths, in the order of time, with all that belongs to them', {
    timeout: 60_000,
  }, async () => {
    const target = await createTarget()
    await fillDatabase(target, { messages: 3_000, seed: 1, until: Date.UTC(2026, 10, 1) })
    const database = connectDatabase(target)
    try {
      expect((await migrate(database)).applied).toEqual([])
      const { db } = database
      const messages = await db
        .selectFrom('messages')
        .select(['timestamp', 'role', 'conversation_id'])
        .orderBy('id')
        .execute()
      expect(messages.length).toBeGreaterThanOrEqual(3_000)
      expect(messages.every((message, index) => message.timestamp >= (messages[index - 1]?.timestamp ?? 0))).toBe(true)
      const lengths = new Map<number, number>()
      for (const { conversation_id: chat } of messages) lengths.set(chat, (lengths.get(chat) ?? 0) + 1)
      expect(Math.max(...lengths.values())).toBeGreaterThan(50)
      expect([...lengths.values()].filter(length => length < 12).length).toBeGreaterThan(lengths.size / 4)
      const answers = messages.filter(({ role }) => role === 'assistant').length
      expect((await db.selectFrom('turns').select('id').execute()).length).toBe(answers)
      expect((await db.selectFrom('outbound').select('id').execute()).length).toBe(answers)
    } finally {
      await database.close()
    }
  })
})
