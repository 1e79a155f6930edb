import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Database } from '#shared/database'
import { describeEachDatabase } from '../../testing/databases.ts'
import { explainQueries } from '../../testing/explain-queries.ts'
import { type Client, meetClients } from '../../testing/meet-clients.ts'
import { countModelUse } from './count-model-use.ts'

// 14 January 2026: 23:30 in Moscow, 20:30 UTC.
const nowMs = Date.UTC(2026, 0, 14, 20, 30)
const hourMs = 3_600_000
const day = { nowMs, timeZone: 'Europe/Moscow' }
const anna = 7_000_000_000

describeEachDatabase('what a person has had of the model today', open => {
  let turns = 0

  /** A turn of a client's; what is null was not asked for a model. */
  async function answer({ db }: Database, { conversationId }: Client, hoursAgo: number, model: string | null) {
    const at = nowMs - hoursAgo * hourMs
    turns += 1
    await sql`insert into turns (id, conversation_id, number, outcome, first_message_id, last_message_id, model, prompt_tokens,
        completion_tokens, model_asked_at, started_at, finished_at)
      values (${`turn-${turns}`}, ${conversationId}, ${turns}, 'replied', 1, 1, ${model}, ${model === null ? null : 100},
        ${model === null ? null : 20}, ${model === null ? null : at}, ${at}, ${at})`.execute(db)
  }

  async function openWithTwo() {
    const database = await open()
    const [first, second] = await meetClients(database, 2)
    if (first === undefined || second === undefined) throw new Error('two were met')
    return { database, first, second }
  }

  it('is counted from the midnight of the business, in answers and tokens', async () => {
    const { database, first, second } = await openWithTwo()
    await answer(database, first, 1, 'qwen')
    await answer(database, first, 23, 'qwen')
    // Yesterday in Moscow, today in London.
    await answer(database, first, 24, 'qwen')
    await answer(database, second, 0, 'qwen')
    const use = await countModelUse(database.db, [anna, anna + 1, 404], day)
    expect([...use].sort()).toEqual([
      [anna, { answers: 2, tokens: 240 }],
      [anna + 1, { answers: 1, tokens: 120 }],
    ])
  })

  it('takes all chats of a person together, whichever bot they write to', async () => {
    const { database, first, second } = await openWithTwo()
    await database.db.updateTable('conversations').set({ user_id: anna }).execute()
    await answer(database, first, 1, 'qwen')
    await answer(database, second, 1, 'qwen')
    expect((await countModelUse(database.db, [anna], day)).get(anna)).toEqual({ answers: 2, tokens: 240 })
  })

  it('leaves out what cost nothing: the script, and what code answered', async () => {
    const { database, first } = await openWithTwo()
    await answer(database, first, 1, 'scripted')
    await answer(database, first, 1, null)
    expect((await countModelUse(database.db, [anna], day)).size).toBe(0)
  })

  it('is found by an index', async () => {
    const database = await open()
    await meetClients(database, 1)
    const [plan] = await explainQueries(database, ({ db }) => countModelUse(db, [anna], day))
    expect(plan).toContain('turns_by_model')
    expect(plan).not.toMatch(/scan (?:c|t|turns|conversations)\b(?! using)/i)
  })
})
