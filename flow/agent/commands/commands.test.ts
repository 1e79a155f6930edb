import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createFlowClient, type FlowClient } from '../../../testing/flow-client.ts'
import { type FlowHarness, flowSettings, startFlow } from '../../../testing/flow-harness.ts'

describeEachDatabase('the owner’s commands', open => {
  it('take a chat over, write into it and give it back; the AI then knows what the human said', async () => {
    const { flow, client, owner } = await begin()
    await client.write('Мне нужен сайт')
    const id = await client.conversationId()
    expect((await owner.write(`/takeover ${id}`))[0]?.text).toContain('молчу')
    expect(await client.write('Алло?')).toEqual([])
    await owner.write(`/say ${id} Добрый день, это Пётр. Сделаем за неделю`)
    expect(client.texts().at(-1)).toBe('Добрый день, это Пётр. Сделаем за неделю')
    await owner.write(`/resume ${id}`)
    await client.write('Отлично, что дальше?')
    const prompt = flow.model.requests.at(-1)?.messages ?? []
    expect(prompt.map(({ content }) => content).join('\n')).toContain('это Пётр. Сделаем за неделю')
    expect(prompt.map(({ content }) => content).join('\n')).toContain('Алло?')
  })

  it('/say takes the chat over by itself', async () => {
    const { flow, client, owner } = await begin()
    await client.write('Мне нужен сайт')
    await owner.write(`/say ${await client.conversationId()} Здравствуйте!`)
    expect(await client.write('Здравствуйте')).toEqual([])
    expect(await roles(flow, client)).toContain('human')
  })

  it('work by the buttons under a notice, too', async () => {
    const { flow, client, owner } = await begin()
    await client.write('Позовите человека')
    await owner.press('Вернуть ИИ')
    expect(await client.write('Привет ещё раз')).not.toEqual([])
    await owner.press('Забрать разговор')
    expect(await client.write('А теперь?')).toEqual([])
    expect(flow.channel.textsIn('1').length).toBeGreaterThan(0)
  })

  it.each(['/takeover', '/resume', '/say', '/handback', '/status'])('%s by a client does nothing', async command => {
    const { flow, client } = await begin()
    const victim = createFlowClient(flow, 2)
    await victim.write('Мне нужен сайт')
    const before = victim.texts().length
    const number = await victim.conversationId()
    const said = await client.write(`${command} ${number} Купите слона`)
    expect(said.map(({ text }) => text).join()).not.toMatch(/отвечает ИИ|молчу|снова отвечаю|Передаю клиенту/)
    expect(victim.texts()).toHaveLength(before)
    expect(await victim.write('Вы тут?')).not.toEqual([])
  })

  it('say so when no conversation has the number, instead of claiming that it is done', async () => {
    const { owner } = await begin()
    for (const command of [
      '/takeover 999',
      '/resume 999',
      '/say 999 Привет',
      `/takeover ${await owner.conversationId()}`,
    ]) {
      expect((await owner.write(command))[0]?.text).toContain('нет')
    }
    expect((await owner.write('/takeover'))[0]?.text).toContain('Укажите номер')
    expect((await owner.write('/status'))[0]?.text).toContain('отвечает ИИ')
  })

  async function begin(): Promise<{ flow: FlowHarness; client: FlowClient; owner: FlowClient }> {
    const flow = await startFlow(await open())
    const owner = createFlowClient(flow, flowSettings.ownerId)
    await owner.write('Привет')
    return { flow, client: createFlowClient(flow, 1), owner }
  }
})

async function roles({ database }: FlowHarness, { userId }: FlowClient): Promise<readonly string[]> {
  const rows = await database.db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select('role')
    .where('user_id', '=', userId)
    .execute()
  return rows.map(row => row.role)
}
