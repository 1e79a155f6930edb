import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Database } from '#shared/database'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createFlowBusiness, type FlowBusiness } from '../../testing/flow-business.ts'
import { type FlowHarness, flowSettings, startFlow, textUpdate } from '../../testing/flow-harness.ts'
import { endSilences } from './end-silences.ts'

describeEachDatabase('chats of the owner’s own account', open => {
  let database: Database
  let flow: FlowHarness
  let business: FlowBusiness

  beforeEach(async () => {
    database = await open()
    flow = await startFlow(database)
    business = createFlowBusiness(flow)
    // The owner has a chat with the bot, where they are told things.
    await flow.receive(textUpdate('/start', { userId: flowSettings.ownerId }))
    await flow.pass(2000)
    await business.connect()
    await flow.pass(100)
  })
  afterEach(() => flow.stop())

  const ownersTexts = () => flow.channel.textsIn(String(flowSettings.ownerId))

  it('are answered through the connection, and marked as read', async () => {
    await flow.receive(business.hear('Hello?', { messageId: '41' }))
    await flow.pass(2000)
    expect(business.said()).toHaveLength(1)
    const { chat } = flow.channel.sends.at(-1) ?? {}
    expect(chat).toMatchObject({ businessConnectionId: 'c1', chatId: '1' })
    expect(flow.channel.reads).toMatchObject([{ chat: { chatId: '1' }, messageId: '41' }])
  })

  it('are not marked as read without the right', async () => {
    await business.connect({ rights: ['can_reply'] })
    await flow.receive(business.hear('Hello?'))
    await flow.pass(2000)
    expect([business.said().length, flow.channel.reads.length]).toEqual([1, 0])
    expect(ownersTexts().at(-1)).toContain('Отметка о прочтении')
  })

  it('fall silent when the owner writes, until the silence is over', async () => {
    await flow.receive(business.hear('Hello?'))
    await flow.pass(2000)
    await flow.receive(business.speak('I am here myself'))
    await flow.receive(business.hear('Oh, good'))
    await flow.pass(2000)
    expect(business.said()).toHaveLength(1)
    await flow.pass(61 * 60_000)
    await endSilences(flow.jobs)
    await flow.receive(business.hear('And on Sunday?'))
    await flow.pass(2000)
    expect(business.said()).toHaveLength(2)
    const { messages } = flow.model.requests.at(-1) ?? { messages: [] }
    expect(JSON.stringify(messages)).toContain('I am here myself')
  })
})
