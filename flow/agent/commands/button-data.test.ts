import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createFlowClient, type FlowClient } from '../../../testing/flow-client.ts'
import { type FlowHarness, startFlow } from '../../../testing/flow-harness.ts'

const minuteMs = 60_000

describeEachDatabase('a button that is forged or stale', open => {
  it('holds nothing outside of the working hours, in the past, or beyond all time', async () => {
    const { flow, client } = await begin()
    const starts = [Date.UTC(2026, 0, 17, 9), Date.UTC(2026, 0, 13, 9), Date.UTC(2026, 0, 15, 9, 7)]
    for (const start of starts) await client.forge(`time:${start / minuteMs}`)
    for (const data of ['time:999999999999999', 'more:999999999999999', 'time:0', 'more:0']) await client.forge(data)
    expect(await meetings(flow)).toEqual([])
    expect(await attempts(flow)).toEqual([{ turn_attempts: 0 }])
    expect(client.texts().length).toBeGreaterThanOrEqual(7)
  })

  it('takes no conversation over for anyone but the owner', async () => {
    const { flow, client } = await begin()
    await client.write('Привет')
    const id = await client.conversationId()
    await client.forge(`take:${id}`)
    expect(await handlers(flow)).toEqual(['ai'])
  })

  it('books no second meeting for who has one, but says so', async () => {
    const { flow, client } = await begin()
    await client.write('Хочу записаться')
    const [first, second] = client.buttons()
    await client.forge(first?.data ?? '')
    await client.press('Да')
    const said = await client.forge(second?.data ?? '')
    expect(said[0]?.text).toContain('уже записаны')
    expect(await meetings(flow)).toMatchObject([{ status: 'scheduled' }])
    expect((await client.forge(first?.data ?? ''))[0]?.text).toContain('уже записаны')
  })

  it('does not confirm another time than the one its question named', async () => {
    const { flow, client } = await begin()
    await client.write('Хочу записаться')
    const [first, second] = client.buttons()
    await client.forge(first?.data ?? '')
    const yesToFirst = client.buttons()[0]?.data ?? ''
    await client.forge(second?.data ?? '')
    await client.forge(yesToFirst)
    expect((await meetings(flow)).filter(({ status }) => status === 'scheduled')).toEqual([])
    await client.press('Да')
    const booked = (await meetings(flow)).filter(({ status }) => status === 'scheduled')
    expect(booked.map(row => `time:${row.scheduled_at / minuteMs}`)).toEqual([second?.data])
  })

  it('does not cancel a meeting by the yes that booked it', async () => {
    const { flow, client } = await begin()
    await client.write('Хочу записаться')
    await client.press(/,/)
    const yes = client.buttons()[0]?.data ?? ''
    await client.forge(yes)
    await client.write('Отмените встречу')
    await client.forge(yes)
    expect(await meetings(flow)).toMatchObject([{ status: 'scheduled' }])
  })

  it('pressed twice, books once and answers the second press with what is booked', async () => {
    const { flow, client } = await begin()
    await client.write('Хочу записаться')
    await client.press(/,/)
    const yes = client.buttons()[0]?.data ?? ''
    await client.forge(yes)
    const again = await client.forge(yes)
    expect(again[0]?.text).toContain('уже записаны')
    expect(await meetings(flow)).toHaveLength(1)
  })

  async function begin(): Promise<{ flow: FlowHarness; client: FlowClient }> {
    const flow = await startFlow(await open())
    return { flow, client: createFlowClient(flow, 1) }
  }
})

function meetings({ database }: FlowHarness) {
  return database.db.selectFrom('meetings').selectAll().orderBy('id').execute()
}

function attempts({ database }: FlowHarness) {
  return database.db.selectFrom('conversations').select('turn_attempts').execute()
}

async function handlers({ database }: FlowHarness): Promise<readonly string[]> {
  const rows = await database.db.selectFrom('conversations').select('handler').orderBy('id').execute()
  return rows.map(row => row.handler)
}
