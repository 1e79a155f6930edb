import { expect, it } from 'vitest'
import { createScriptedModel } from '#capabilities/llm'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createFlowClient } from '../../../testing/flow-client.ts'
import { startFlow } from '../../../testing/flow-harness.ts'

describeEachDatabase('the first answer', open => {
  it('says who speaks, also when the client asks for a time at once; the next ones do not', async () => {
    const client = await begin()
    await client.write('Запишите меня на встречу')
    expect(client.texts()[0]).toMatch(/ИИ-помощник.+свободное время/s)
    await client.press('Другое время')
    expect(client.texts()[1]).not.toContain('ИИ-помощник')
  })

  it('greets nobody who wants to be left alone', async () => {
    const client = await begin()
    await client.write('Больше не пишите мне')
    expect(client.texts().join()).not.toContain('Здравствуйте')
  })

  async function begin() {
    return createFlowClient(await startFlow(await open(), { answering: createScriptedModel() }), 1)
  }
})
