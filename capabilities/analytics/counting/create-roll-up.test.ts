import { expect, it } from 'vitest'
import type { ConversationId, Database } from '#shared/database'
import { createConversation } from '../../../testing/create-conversation.ts'
import { createLeads } from '../../../testing/create-leads.ts'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createHistory, recordHistory } from '../../../testing/history/index.ts'
import { createSeededChance } from '../../../testing/seeded-chance.ts'
import { createTimeGrid } from '../periods/time-grid.ts'
import { createRollUp } from './create-roll-up.ts'

// The long form, `HISTORY_EVENTS=100000`, takes a minute or two on each engine.
const events = Number(process.env.HISTORY_EVENTS ?? 4000)
const from = Date.UTC(2025, 9, 1)
// A zone whose clocks change within the year.
const grid = createTimeGrid('Europe/Berlin')

async function countAll(database: Database): Promise<void> {
  const rollUp = createRollUp(database, grid)
  while ((await rollUp.run()).isMore);
}

/** Everything that counting wrote, in one order. */
async function readFigures({ db }: Database) {
  return {
    counts: await db
      .selectFrom('metric_counts')
      .selectAll()
      .orderBy('metric')
      .orderBy('grain')
      .orderBy('starts_at')
      .orderBy('dimension')
      .execute(),
    leads: await db.selectFrom('lead_metrics').selectAll().orderBy('lead_id').execute(),
    conversations: await db
      .selectFrom('conversation_metrics')
      .select(['conversation_id', 'message_count', 'duration_days', 'top_themes', 'tone', 'tally', 'updated_at'])
      .orderBy('conversation_id')
      .execute(),
  }
}

describeEachDatabase('counting', (open, engine) => {
  it('comes to the same however its history is cut into batches, and when all is counted anew', {
    timeout: 600_000,
  }, async () => {
    const database = await open()
    const seed = engine === 'sqlite' ? 11 : 12
    await createHistory(database, { events, conversations: Math.ceil(events / 40), seed, from })
    const chance = createSeededChance(seed)
    let counted = 0
    // A new roll-up each time, as after a restart.
    for (let isMore = true; isMore; ) {
      const done = await createRollUp(database, grid).run(1 + Math.floor(chance() ** 2 * 2500))
      counted += done.events
      isMore = done.isMore
    }
    expect(counted).toBe(events)
    const incremental = await readFigures(database)
    await createRollUp(database, grid).reset()
    expect((await readFigures(database)).counts).toEqual([])
    await countAll(database)
    expect(await readFigures(database)).toEqual(incremental)
    expect(incremental.counts.length).toBeGreaterThan(500)
  })

  it('counts each event on the day of the business on which it occurred, also when it was written days later', async () => {
    const database = await open()
    await createHistory(database, { events: 1500, conversations: 30, seed: 5, from })
    await countAll(database)
    const rows = await database.db
      .selectFrom('events')
      .select('occurred_at')
      .where('type', '=', 'lead.created')
      .execute()
    const nameDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' })
    const byDay = new Map<string, number>()
    for (const { occurred_at } of rows) {
      const day = nameDay.format(occurred_at)
      byDay.set(day, (byDay.get(day) ?? 0) + 1)
    }
    const counted = await database.db
      .selectFrom('metric_counts')
      .select(['starts_at', 'value'])
      .where('metric', '=', 'leads.created')
      .where('grain', '=', 'day')
      .execute()
    expect(new Map(counted.map(row => [nameDay.format(row.starts_at), row.value]))).toEqual(byDay)
  })

  it('counts an event once when several processes count at once', async () => {
    const database = await open()
    await createHistory(database, { events: 1200, conversations: 20, seed: 8, from })
    const counters = Array.from({ length: 4 }, () => createRollUp(database, grid))
    for (let round = 0; round < 12; round++) await Promise.all(counters.map(rollUp => rollUp.run(100)))
    const together = await readFigures(database)
    await createRollUp(database, grid).reset()
    await countAll(database)
    expect(await readFigures(database)).toEqual(together)
  })

  it.runIf(engine === 'postgres')('waits for an event whose transaction is still open', async () => {
    const database = await open()
    const rollUp = createRollUp(database, grid)
    let commit = (): void => {}
    const isCommitted = new Promise<void>(resolve => {
      commit = resolve
    })
    let hasWritten = (): void => {}
    const isWritten = new Promise<void>(resolve => {
      hasWritten = resolve
    })
    const slow = database.transaction(async tx => {
      await recordHistory({ ...database, db: tx }, [{ type: 'limit.hit', at: from }])
      hasWritten()
      await isCommitted
    })
    await isWritten
    await recordHistory(database, [{ type: 'limit.hit', at: from }])
    // The later event is there to be read, and counting it now would pass the earlier one by.
    expect((await rollUp.run()).events).toBe(0)
    commit()
    await slow
    expect((await rollUp.run()).events).toBe(2)
  })

  it('is not held up for ever by writers that come one after the other', async () => {
    const database = await open()
    const rollUp = createRollUp(database, grid)
    let counted = 0
    const writers = Array.from({ length: 4 }, async () => {
      for (let round = 0; round < 15; round++)
        await database.transaction(tx => recordHistory({ ...database, db: tx }, [{ type: 'limit.hit', at: from }]))
    })
    const isDone = Promise.all(writers).then(() => true)
    while (!(await Promise.race([isDone, Promise.resolve(false)]))) counted += (await rollUp.run()).events
    while (counted < 60) counted += (await rollUp.run()).events
    expect(counted).toBe(60)
  })

  it('keeps the figures of a conversation: how long, about what, in which tone', async () => {
    const database = await open()
    const conversationId = await createConversation(database)
    const [leadId] = await createLeads(database, 1)
    const say = (slots: readonly string[]) => ({
      type: 'lead.slot_changed',
      at: from,
      conversationId,
      payload: { leadId, slots },
    })
    await recordHistory(database, [
      { type: 'conversation.started', at: 1, conversationId },
      { type: 'message.received', at: 2, conversationId, payload: { messageId: 1 } },
      say(['deadline', 'budget']),
      say(['budget']),
      { type: 'turn.finished', at: 3, conversationId, payload: { turnId: 't', outcome: 'replied', tone: 'negative' } },
      { type: 'message.sent_by_human', at: 1 + 3 * 86_400_000, conversationId, payload: { messageId: 2 } },
    ])
    await countAll(database)
    expect(await database.db.selectFrom('conversation_metrics').selectAll().executeTakeFirst()).toMatchObject({
      conversation_id: conversationId,
      message_count: 3,
      duration_days: Math.floor((from - 1) / 86_400_000),
      top_themes: '["budget","deadline"]',
      tone: 'negative',
    })
  })

  it('goes on from what an earlier system left, and never throws it away', async () => {
    const database = await open()
    const conversationId = await createConversation(database)
    const messageIds = await storeMessages(database, conversationId, 4)
    const left = {
      conversation_id: conversationId,
      message_count: 3,
      duration_days: 0,
      top_themes: null,
      tone: null,
      updated_at: 1,
    }
    await database.db.insertInto('conversation_metrics').values(left).execute()
    const read = () => database.db.selectFrom('conversation_metrics').select('message_count').execute()
    await countAll(database)
    await createRollUp(database, grid).reset()
    expect(await read()).toEqual([{ message_count: 3 }])
    const payload = { messageId: messageIds.at(-1) }
    await recordHistory(database, [{ type: 'message.received', at: from, conversationId, payload }])
    await countAll(database)
    expect(await read()).toEqual([{ message_count: 4 }])
    await createRollUp(database, grid).reset()
    await countAll(database)
    expect(await read()).toEqual([{ message_count: 4 }])
  })

  it('counts all anew when the business moves to another time zone', async () => {
    const database = await open()
    await createHistory(database, { events: 300, conversations: 5, seed: 3, from })
    await countAll(database)
    const berlin = await readFigures(database)
    const bangkok = createTimeGrid('Asia/Bangkok')
    const rollUp = createRollUp(database, bangkok)
    while ((await rollUp.run()).isMore);
    const moved = await readFigures(database)
    expect(moved.counts).not.toEqual(berlin.counts)
    const quarters = (figures: typeof moved) => figures.counts.filter(count => count.grain === 'quarter')
    expect(quarters(moved)).toEqual(quarters(berlin))
    expect(moved.leads).toEqual(berlin.leads)
  })
})

async function storeMessages({ db }: Database, conversationId: ConversationId, count: number) {
  const rows = await db
    .insertInto('messages')
    .values(
      Array.from({ length: count }, (_, index) => ({
        conversation_id: conversationId,
        role: 'user' as const,
        content: 'x',
        timestamp: index,
        message_metadata: null,
        external_id: String(index),
        contact_id: null,
        turn_id: null,
        edited_at: null,
      })),
    )
    .returning('id')
    .execute()
  return rows.map(row => row.id).sort((one, other) => one - other)
}
