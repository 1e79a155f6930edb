import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createFlowClient, type FlowClient } from '../../testing/flow-client.ts'
import { type FlowHarness, flowSettings, startFlow } from '../../testing/flow-harness.ts'
import { writeBriefs } from './write-briefs.ts'

describeEachDatabase('the owner’s brief', open => {
  it('is stored once and sent once, however often and however many workers write it', async () => {
    const { flow, owner } = await book('Привет')
    await Promise.all([writeBriefs(flow.jobs), writeBriefs(flow.jobs)])
    await writeBriefs(flow.jobs)
    await flow.pass(2000)
    expect(await summaries(flow)).toHaveLength(1)
    expect(owner.texts().filter(text => text.includes('План встречи'))).toHaveLength(1)
    const events = await flow.database.db.selectFrom('events').select('type').execute()
    expect(events.filter(({ type }) => type === 'meeting.summary_generated')).toHaveLength(1)
  })

  it('says who, when, contact, needs, fit, objections, agenda and where the chat is', async () => {
    const { flow, client } = await book('Привет')
    await writeBriefs(flow.jobs)
    const [summary] = await summaries(flow)
    const text = summary?.summary_text ?? ''
    for (const part of ['Анна', '+79161234567', 'сайт', '/100', 'дорого', 'План встречи', 'пт, 16 января', '15:00']) {
      expect(text).toContain(part)
    }
    expect(text).toContain(String(await client.conversationId()))
    const json = JSON.parse(summary?.summary_json ?? '{}')
    expect(json).toMatchObject({ client: { contact: '+79161234567' }, objections: ['price'] })
    expect(json.fit.score).toBeGreaterThan(0)
  })

  it('says what the business wanted to know, how long and in what tone they talked, and what to prepare', async () => {
    const { flow } = await book('Привет')
    await writeBriefs(flow.jobs)
    const [summary] = await summaries(flow)
    const text = summary?.summary_text ?? ''
    const json = JSON.parse(summary?.summary_json ?? '{}')
    expect(json.slots).toMatchObject({
      budget: { value: '300000 RUB' },
      timeline: { value: '..2026-03-15' },
    })
    expect(json.dialogue).toMatchObject({ clientMessages: 8, days: 1, tone: 'negative' })
    expect(json.dialogue.ourMessages).toBeGreaterThanOrEqual(8)
    expect(json.recommendations).toEqual([expect.stringContaining('Покажите расчёт выгоды')])
    for (const part of ['300', 'Тон: недовольный', 'Советы', json.recommendations[0]]) expect(text).toContain(part)
  })

  it('reaches the owner in their own language', async () => {
    const { flow, owner } = await book('Hello, how are you doing today?')
    await writeBriefs(flow.jobs)
    await flow.pass(2000)
    expect(owner.texts().at(-1)).toContain('Agenda')
  })

  it('is not written for a time that is only held', async () => {
    const flow = await startFlow(await open())
    const client = createFlowClient(flow, 1)
    await client.write('Хочу записаться')
    await client.press(/,/)
    await writeBriefs(flow.jobs)
    expect(await summaries(flow)).toEqual([])
  })

  async function book(ownersWords: string): Promise<{ flow: FlowHarness; client: FlowClient; owner: FlowClient }> {
    const flow = await startFlow(await open())
    const owner = createFlowClient(flow, flowSettings.ownerId)
    await owner.write(ownersWords)
    const client = createFlowClient(flow, 1)
    await client.write('Меня зовут Анна, мне нужен сайт для магазина')
    await client.write('Мой телефон +7 916 123-45-67')
    await client.press('Да')
    await client.write('Бюджет 300 тысяч рублей, срок — к 15 марта')
    await client.write('Дорого у вас')
    await client.write('Хочу записаться')
    await client.write('в пятницу в 15:00')
    await client.press('Да')
    return { flow, client, owner }
  }
})

function summaries({ database }: FlowHarness) {
  return database.db.selectFrom('meeting_summaries').selectAll().execute()
}
