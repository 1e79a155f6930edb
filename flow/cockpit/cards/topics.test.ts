import { expect, it } from 'vitest'
import type { InboundUpdate } from '#capabilities/channels'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createFlowClient, pressUpdate } from '../../../testing/flow-client.ts'
import { type FlowHarness, flowSettings, startFlow, textUpdate } from '../../../testing/flow-harness.ts'

const groupChatId = '-1001000'
const operatorId = 901

describeEachDatabase('a group of the business with topics', open => {
  it('gets one topic for each lead, in which all that concerns the lead is shown', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    await createFlowClient(flow, 2).write('Мне нужно приложение')
    await flow.showCards()
    await client.write(
      'Меня зовут Анна, мне нужен магазин, бюджет 300 тысяч рублей, срок месяц, телефон +7 912 345-67-89',
    )
    await flow.showCards()
    const opened = flow.channel.sends.filter(({ part }) => part.opensTopic !== undefined)
    expect(opened.map(({ part }) => part.opensTopic?.split(' · ')[0]).sort()).toEqual(['User 1', 'User 2'])
    expect(opened.every(({ chat }) => chat.chatId === groupChatId && chat.topicId === '')).toBe(true)
    const [topic] = opened
    const topicId = topic?.outcome.kind === 'sent' ? topic.outcome.externalId : ''
    const inTopic = flow.channel.sends.filter(({ chat }) => chat.topicId === topicId)
    expect(inTopic.some(({ part }) => part.text.includes('Новый клиент'))).toBe(true)
    expect(inTopic.some(({ part }) => part.text.includes('Горячий клиент'))).toBe(true)
    expect(flow.channel.textsIn(String(flowSettings.ownerId)).join('\n')).not.toMatch(/клиент: /)
  })

  it('gets no second topic for a lead after a restart', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    await flow.showCards()
    const again = await flow.restart()
    await again.receive(textUpdate('Ещё вопрос'))
    await again.pass(2000)
    await again.showCards()
    expect(flow.channel.sends.filter(({ part }) => part.opensTopic !== undefined)).toHaveLength(1)
  })

  it('that refuses topics is done without: the owner sees the card in their own chat', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    flow.channel.script({ kind: 'failed', code: 'http_400' })
    await flow.showCards()
    expect(flow.channel.textsIn(String(flowSettings.ownerId)).join('\n')).toMatch(/Новый клиент: User 1/)
  })

  it('whose topic is gone is done without from then on', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    await flow.showCards()
    await client.write(
      'Меня зовут Анна, мне нужен магазин, бюджет 300 тысяч рублей, срок месяц, телефон +7 912 345-67-89',
    )
    const gone = { kind: 'failed', code: 'topic_not_found' } as const
    flow.channel.script(gone, gone)
    await flow.showCards()
    await flow.showCards()
    const own = flow.channel.textsIn(String(flowSettings.ownerId))
    expect(own.filter(text => /Горячий клиент/.test(text))).toHaveLength(1)
  })

  it('is obeyed by what the owner and the operators press and write there', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    await flow.showCards()
    const [button] = cardButtons(flow, 'Забрать')
    await flow.receive(inTopic(flow, pressUpdate({ userId: operatorId, data: button?.data ?? '', label: 'Забрать' })))
    await flow.pass(2000)
    expect(await client.write('Алло?')).toEqual([])
    await flow.receive(inTopic(flow, replyToCard(flow, 'Здравствуйте, это Пётр', operatorId)))
    await flow.pass(2000)
    expect(client.texts().at(-1)).toBe('Здравствуйте, это Пётр')
  })

  it('is none of a stranger’s: what they press and write there does nothing and is answered by nobody', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    await flow.showCards()
    const [button] = cardButtons(flow, 'Забрать')
    const before = flow.channel.sends.length
    await flow.receive(
      inTopic(flow, pressUpdate({ userId: 666, data: button?.data ?? '', label: 'Забрать' })),
      inTopic(flow, replyToCard(flow, 'Купите слона', 666)),
      inTopic(flow, textUpdate('/leads', { userId: 666 })),
    )
    await flow.pass(3000)
    expect(flow.channel.sends).toHaveLength(before)
    expect(await client.write('Вы тут?')).not.toEqual([])
  })

  it('hears what colleagues say to each other without a word', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    await flow.showCards()
    const before = flow.channel.sends.length
    await flow.receive(inTopic(flow, textUpdate('Кто возьмёт?', { userId: operatorId })))
    await flow.pass(3000)
    expect(flow.channel.sends).toHaveLength(before)
  })

  async function begin() {
    const flow = await startFlow(await open(), { cockpit: { groupChatId, operatorIds: [operatorId] } })
    await createFlowClient(flow, flowSettings.ownerId).write('Привет')
    await flow.showCards()
    return { flow, client: createFlowClient(flow, 1) }
  }
})

function cardIn(flow: FlowHarness) {
  const card = flow.channel.sends.find(({ chat, part }) => chat.topicId !== '' && /клиент: /.test(part.text))
  if (card === undefined) throw new TypeError('no card stands in a topic')
  return card
}

function cardButtons(flow: FlowHarness, label: string) {
  return (cardIn(flow).part.buttons ?? []).flat().filter(({ text }) => text === label)
}

function inTopic(flow: FlowHarness, update: InboundUpdate): InboundUpdate {
  if (update.inbound.kind !== 'message') throw new TypeError('a text is a message')
  return { ...update, inbound: { ...update.inbound, chat: cardIn(flow).chat } }
}

function replyToCard(flow: FlowHarness, text: string, userId: number): InboundUpdate {
  const { outcome } = cardIn(flow)
  const messageId = outcome.kind === 'sent' ? outcome.externalId : ''
  const update = textUpdate(text, { userId })
  if (update.inbound.kind !== 'message') throw new TypeError('a text is a message')
  return { ...update, inbound: { ...update.inbound, metadata: { replyTo: { messageId } } } }
}
