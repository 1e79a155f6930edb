import { expect, it } from 'vitest'
import { createScriptedModel } from '#capabilities/llm'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createFlowClient } from '../../../testing/flow-client.ts'
import { startFlow } from '../../../testing/flow-harness.ts'

describeEachDatabase('after the answer to whether a contact may be kept', open => {
  it('the times that were shown are shown again, so that the client can choose', async () => {
    const client = await begin('general')
    await client.write('Хочу записаться на встречу, почта anna@example.com')
    await client.press('Да')
    expect(client.texts().at(-1)).toContain('Вот ближайшее свободное время')
    expect(client.buttons().at(-1)?.text).toBe('Другое время')
  })

  it('what is due comes next, with its buttons, instead of a dead end', async () => {
    const client = await begin('real-estate')
    await client.write('Ищу кондо, бюджет до 5 млн бат, мой телеграм @anna_phuket')
    await client.write('Для себя')
    await client.press('Да')
    expect(client.texts().at(-1)).toMatch(/ваше согласие записано\..+Могу предложить время/s)
    expect(client.buttons().map(({ text }) => text)).toEqual(['Да', 'Нет'])
  })

  it('a refused contact is not asked for, but the talk goes on', async () => {
    const client = await begin('general')
    await client.write('Мой телефон +7 916 123-45-67')
    await client.press('Нет')
    expect(client.texts().at(-1)).toMatch(/ничего не сохраняю.+\?$/s)
    expect(client.texts().at(-1)).not.toContain('телефон')
  })

  async function begin(playbook: string) {
    return createFlowClient(await startFlow(await open(), { playbook, answering: createScriptedModel() }), 1)
  }
})
