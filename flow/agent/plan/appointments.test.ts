import { expect, it } from 'vitest'
import { createScriptedModel } from '#capabilities/llm'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createFlowClient } from '../../../testing/flow-client.ts'
import { startFlow } from '../../../testing/flow-harness.ts'

// Wednesday the 14th of January 2026, noon.
describeEachDatabase('where people come by appointment', open => {
  it('the answer to when one wants to come is looked up in the calendar', async () => {
    const client = await begin('beauty-salon')
    await client.write('Сколько стоит маникюр?')
    await client.write('Да')
    await client.write('В пятницу')
    expect(client.buttons().map(({ text }) => text)).toEqual([
      expect.stringContaining('16 янв'),
      expect.stringContaining('16 янв'),
      expect.stringContaining('16 янв'),
      'Другое время',
    ])
  })

  it('an hour that is named is a wish, although nobody asked', async () => {
    const client = await begin('beauty-salon')
    await client.write('Маникюр, завтра в 13:00')
    expect(client.texts().at(-1)).toContain('15 января в 13:00')
  })

  it('a question about hours is no wish', async () => {
    const client = await begin('beauty-salon')
    await client.write('Вы завтра в 21 ещё открыты?')
    expect(client.buttons()).toEqual([])
  })

  it('elsewhere a date is what it was asked for', async () => {
    const client = await begin('ai-services')
    await client.write('Нужен чат-бот, отчёт сдаём завтра в 13:00')
    expect(client.buttons()).toEqual([])
  })

  async function begin(playbook: string) {
    return createFlowClient(await startFlow(await open(), { playbook, answering: createScriptedModel() }), 1)
  }
})
