import { expect, it } from 'vitest'
import type { Database } from '#shared/database'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createHistory } from '../../../testing/history/index.ts'
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
