import { expect, it, vi } from 'vitest'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createFlowClient, type FlowClient } from '../../testing/flow-client.ts'
import { type FlowHarness, flowSettings, startFlow, textUpdate } from '../../testing/flow-harness.ts'
import { forgetClients } from '../jobs/forget-clients.ts'

vi.setConfig({ testTimeout: 120_000 })

describeEachDatabase('a client who asks in the chat', open => {
  const userId = 7_123_456_789

  async function begin(language = 'ru'): Promise<{ flow: FlowHarness; client: FlowClient }> {
    const flow = await startFlow(await open(), { isSwept: false })
    const client = createFlowClient(flow, userId)
    await client.write(language === 'ru' ? 'Здравствуйте, сколько стоит сайт?' : 'Hello, how much is a website?')
    return { flow, client }
  }

  const runJob = (flow: FlowHarness) => forgetClients({ ...flow.jobs, operatorIds: [] })
  const countPeople = async ({ database }: FlowHarness) =>
    (await database.db.selectFrom('contacts').select('id').where('user_id', '=', userId).execute()).length

  it('is sent all that is held of them, after a button', async () => {
    const { flow, client } = await begin()
    await client.write('/export')
    expect(client.buttons().map(({ text }) => text)).toEqual(['Прислать файл', 'Не нужно'])
    const [part] = await client.press('Прислать файл')
    expect(part).toMatchObject({ text: 'Здесь всё, что мы храним о вас.', document: { fileName: 'my-data.json' } })
    const held = JSON.parse(part?.document?.content ?? '')
    expect(held).toMatchObject({ format: 'telegram-ai-platform.contact', contacts: [{ user_id: userId }] })
    expect(held.messages.map((message: { content: string }) => message.content)).toContain(
      'Здравствуйте, сколько стоит сайт?',
    )
    // What was sent is kept nowhere: the next export does not hold this one.
    const [second] = await client.write('/export').then(() => client.press('Прислать файл'))
    expect(second?.document?.content).not.toContain('telegram-ai-platform.contact\\"')
    const rows = await flow.database.db.selectFrom('outbound').select('payload').execute()
    expect(rows.filter(({ payload }) => payload.includes('telegram-ai-platform.contact'))).toEqual([])
  })

  it('is forgotten after a button, once the answer has left, and the owner is told of no name', async () => {
    const { flow, client } = await begin()
    const owner = createFlowClient(flow, flowSettings.ownerId)
    await owner.write('/start')
    await client.write('/forget')
    expect(client.texts().at(-1)).toContain('Стереть всё, что мы храним о вас?')
    await runJob(flow)
    expect(await countPeople(flow)).toBe(1)
    await client.press('Стереть всё')
    expect(client.texts().at(-1)).toContain('это моё последнее сообщение')
    await runJob(flow)
    expect(await countPeople(flow)).toBe(0)
    expect(await flow.database.db.selectFrom('forget_requests').selectAll().execute()).toEqual([])
    await flow.pass(2000)
    expect(owner.texts().at(-1)).toMatch(/Клиент попросил стереть|asked in the chat to have their data erased/)
    expect(await flow.database.db.selectFrom('audit_log').select('actor').execute()).toEqual([{ actor: 'client' }])
    const heard = client.texts().length
    await runJob(flow)
    await flow.pass(60_000)
    expect(client.texts()).toHaveLength(heard)
  })

  it('stays as they are after the other button, and in English', async () => {
    const { flow, client } = await begin('en')
    await client.write('/forget')
    await client.press('Leave it')
    expect(client.texts().at(-1)).toBe('All right, everything stays as it is.')
    await runJob(flow)
    expect(await countPeople(flow)).toBe(1)
  })

  it('is heard although they do not want to be written to', async () => {
    const { flow, client } = await begin()
    await client.write('/stop')
    await client.write('/forget')
    await client.press('Стереть всё')
    await runJob(flow)
    expect(await countPeople(flow)).toBe(0)
  })

  it('is forgotten although the answer cannot be sent', async () => {
    const { flow, client } = await begin()
    await client.write('/forget')
    await client.press('Стереть всё')
    const { db } = flow.database
    await db.updateTable('outbound').set({ state: 'queued', not_before: 9e15 }).execute()
    await runJob(flow)
    expect(await countPeople(flow)).toBe(1)
    await flow.clock.advance(10 * 60_000)
    await runJob(flow)
    expect(await countPeople(flow)).toBe(0)
  })

  it('is sent nothing where others read along', async () => {
    const { flow } = await begin()
    const inGroup = textUpdate('/export', { userId })
    if (inGroup.inbound.kind !== 'message') throw new TypeError('a text is a message')
    const chat = { businessConnectionId: '', chatId: '-100', topicId: '', chatType: 'group' as const }
    await flow.receive({ ...inGroup, inbound: { ...inGroup.inbound, chat, messageKind: 'command' } })
    await flow.pass(2000)
    expect(flow.channel.textsIn('-100')).toEqual([expect.stringMatching(/только наедине|between the two of us/)])
  })
})
