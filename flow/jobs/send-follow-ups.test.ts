import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createFlowClient, type FlowClient } from '../../testing/flow-client.ts'
import { type FlowHarness, flowSettings, startFlow } from '../../testing/flow-harness.ts'
import { laterJobs, listUnasked } from '../../testing/later-jobs.ts'
import { sendFollowUps } from './send-follow-ups.ts'

// The clock begins on Wednesday at 12:00 in Moscow; the general playbook follows up after 24 hours, and after 96.
const hourMs = 3_600_000

describeEachDatabase('a follow-up', open => {
  it('is one per lead however much was said, counted from the last word', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    await client.write('Для магазина')
    const [plan, ...more] = await pending(flow)
    expect(more).toEqual([])
    const lastWordAt = flow.clock.now() - 500
    expect(plan).toMatchObject({ number: 1, due_at: lastWordAt + 24 * hourMs })
  })

  it('is sent when it is due, and the second after the first, and then no more', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    await sendFollowUps(laterJobs(flow, 23))
    expect(await listUnasked(flow)).toEqual([])
    await sendFollowUps(laterJobs(flow, 25))
    expect(await listUnasked(flow)).toEqual([expect.stringContaining('Остались ли у вас вопросы')])
    expect(await pending(flow)).toMatchObject([{ number: 3 }])
    await sendFollowUps(laterJobs(flow, 25 + 97))
    expect(await listUnasked(flow)).toHaveLength(2)
    await sendFollowUps(laterJobs(flow, 24 * 60))
    expect(await listUnasked(flow)).toHaveLength(2)
    expect(await pending(flow)).toEqual([])
  })

  it('is sent once by two workers at a time', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    const jobs = laterJobs(flow, 25)
    await Promise.all([sendFollowUps(jobs), sendFollowUps(jobs), sendFollowUps(jobs)])
    expect(await listUnasked(flow)).toHaveLength(1)
  })

  it.each(['Спасибо, я подумаю', '/help'])('is taken back by an answer: %s', async words => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    const [before] = await pending(flow)
    await flow.pass(60_000)
    await client.write(words)
    expect((await pending(flow)).filter(({ due_at }) => due_at === before?.due_at)).toEqual([])
  })

  it('does not leave while an answer of the client waits for its turn', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    await flow.database.db.updateTable('conversations').set({ turn_waiting_since: flow.clock.now() }).execute()
    await sendFollowUps(laterJobs(flow, 25))
    expect(await listUnasked(flow)).toEqual([])
  })

  it.each(['Позовите человека', '/human', '/stop', 'Больше не пишите мне'])('is not sent after: %s', async words => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    await client.write(words)
    await sendFollowUps(laterJobs(flow, 200))
    expect(await listUnasked(flow)).toEqual([])
  })

  it('is not sent after the owner took the chat over, even if the AI has it again', async () => {
    const { flow, client } = await begin()
    const owner = createFlowClient(flow, flowSettings.ownerId)
    await client.write('Мне нужен сайт')
    const id = await client.conversationId()
    await owner.write(`/takeover ${id}`)
    await owner.write(`/resume ${id}`)
    expect((await pending(flow)).filter(({ conversation_id }) => conversation_id === id)).toEqual([])
  })

  it('is not sent while a meeting is booked, and is again once it is cancelled', async () => {
    const { flow, client } = await begin()
    await client.write('Хочу записаться')
    await client.press(/,/)
    await client.press('Да')
    expect(await pending(flow)).toEqual([])
    await client.write('Отмените встречу')
    await client.press('Да')
    expect(await flow.database.db.selectFrom('meetings').select('status').execute()).toEqual([{ status: 'cancelled' }])
  })

  it('waits for the morning of the client, not of the business', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт, я во Владивостоке, пишите по времени UTC+10')
    const user = await flow.database.db.selectFrom('user_context').select('context_data').executeTakeFirst()
    expect(user?.context_data).toMatch(/time_zone":"[^"]+/)
    // Noon in Moscow is 19:00 there, and a day later too; two hours on it is evening there and day in Moscow.
    const jobs = laterJobs(flow, 27)
    await sendFollowUps(jobs)
    expect(await listUnasked(flow)).toEqual([])
    const [postponed] = await pending(flow)
    expect(new Date(postponed?.due_at ?? 0).toISOString()).toBe('2026-01-16T00:00:00.000Z')
    await sendFollowUps(laterJobs(flow, (Date.UTC(2026, 0, 16, 0, 5) - flow.clock.now()) / hourMs))
    expect(await listUnasked(flow)).toHaveLength(1)
  })

  async function begin(): Promise<{ flow: FlowHarness; client: FlowClient }> {
    const flow = await startFlow(await open())
    return { flow, client: createFlowClient(flow, 1) }
  }
})

function pending({ database }: FlowHarness) {
  return database.db.selectFrom('follow_ups').selectAll().where('state', '=', 'pending').execute()
}
