import { expect, it } from 'vitest'
import type { Database } from '#shared/database'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { meetClients } from '../../../testing/meet-clients.ts'
import {
  cancelFollowUps,
  claimDueFollowUps,
  type DueFollowUp,
  type FollowUpPlan,
  scheduleFollowUps,
  settleFollowUp,
} from './follow-ups.ts'

async function meet(database: Database, count: number): Promise<readonly FollowUpPlan[]> {
  const clients = await meetClients(database, count)
  return clients.map(({ leadId, conversationId }) => ({
    leadId,
    conversationId,
    number: 1,
    stage: 'presentation',
    dueAt: 1000,
  }))
}

async function planAll(database: Database, plans: readonly FollowUpPlan[]): Promise<void> {
  await database.transaction(tx => scheduleFollowUps(tx, plans, 0))
}

function claim(database: Database, nowMs: number, limit = 100): Promise<readonly DueFollowUp[]> {
  return database.transaction(tx => claimDueFollowUps(tx, nowMs, limit))
}

describeEachDatabase('follow-ups', open => {
  it('plan one at a time: a new plan takes the place of the pending one', async () => {
    const database = await open()
    const plans = await meet(database, 1)
    await planAll(database, plans)
    await planAll(
      database,
      plans.map(plan => ({ ...plan, number: 2, dueAt: 5000 })),
    )
    expect(await claim(database, 4999)).toEqual([])
    expect(await claim(database, 5000)).toMatchObject([{ number: 2, dueAt: 5000, stage: 'presentation' }])
    expect(await database.db.selectFrom('follow_ups').selectAll().execute()).toHaveLength(1)
  })

  it('plan one where two are made for a lead at once: the last', async () => {
    const database = await open()
    const plans = await meet(database, 2)
    await planAll(
      database,
      plans.flatMap(plan => [plan, { ...plan, dueAt: 2000 }]),
    )
    expect((await claim(database, 5000)).map(({ dueAt }) => dueAt)).toEqual([2000, 2000])
  })

  it('are handed out once, however many ask at once', async () => {
    const database = await open()
    await planAll(database, await meet(database, 30))
    const claims = await Promise.all(Array.from({ length: 5 }, () => claim(database, 1000)))
    const ids = claims.flat().map(due => due.id)
    expect(ids).toHaveLength(30)
    expect(new Set(ids).size).toBe(30)
  })

  it('stay pending when the transaction that claimed them fails', async () => {
    const database = await open()
    await planAll(database, await meet(database, 1))
    const failing = database.transaction(async tx => {
      await claimDueFollowUps(tx, 1000, 10)
      throw new Error('the message could not be queued')
    })
    await expect(failing).rejects.toThrow('could not be queued')
    expect(await claim(database, 1000)).toHaveLength(1)
  })

  it('come earliest first and no more than asked for', async () => {
    const database = await open()
    const plans = await meet(database, 3)
    await planAll(
      database,
      plans.map((plan, index) => ({ ...plan, dueAt: 300 - index })),
    )
    expect((await claim(database, 1000, 2)).map(due => due.dueAt)).toEqual([298, 299])
  })

  it('are cancelled for the leads that answered, and for no other', async () => {
    const database = await open()
    const plans = await meet(database, 2)
    await planAll(database, plans)
    const answered = plans.slice(0, 1).map(plan => plan.leadId)
    const cancel = () => database.transaction(tx => cancelFollowUps(tx, answered, 'client.answered', 500))
    expect(await cancel()).toBe(1)
    expect(await cancel()).toBe(0)
    expect((await claim(database, 1000)).map(due => due.leadId)).toEqual(plans.slice(1).map(plan => plan.leadId))
  })

  it('may be put off in quiet hours, and given up, by whoever claimed them', async () => {
    const database = await open()
    await planAll(database, await meet(database, 2))
    await database.transaction(async tx => {
      const [first, second] = await claimDueFollowUps(tx, 1000, 10)
      await settleFollowUp(tx, first?.id ?? 0, { kind: 'postponed', dueAt: 9000 }, 1000)
      await settleFollowUp(tx, second?.id ?? 0, { kind: 'cancelled', reason: 'client.opted_out' }, 1000)
    })
    expect(await claim(database, 8999)).toEqual([])
    expect(await claim(database, 9000)).toHaveLength(1)
    const rows = await database.db.selectFrom('follow_ups').select(['state', 'reason']).orderBy('state').execute()
    expect(rows).toEqual([
      { state: 'cancelled', reason: 'client.opted_out' },
      { state: 'sent', reason: null },
    ])
  })
})
