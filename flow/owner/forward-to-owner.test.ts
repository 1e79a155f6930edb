import { expect, it } from 'vitest'
import type { InboundUpdate } from '#capabilities/channels'
import { describeEachDatabase } from '../../testing/databases.ts'
import { connectionUpdate, flowConnectionId } from '../../testing/flow-business.ts'
import { createFlowClient, type FlowClient } from '../../testing/flow-client.ts'
import { type FlowHarness, flowSettings, startFlow, textUpdate } from '../../testing/flow-harness.ts'

describeEachDatabase('while a human has a chat, the owner', open => {
  it('is told what the client writes, a burst in one notice with the number that answers it', async () => {
    const { flow, client, owner } = await handOff()
    const id = await client.conversationId()
    const before = owner.texts().length
    for (const text of ['Вы тут?', 'Мне срочно', '_до_ пятницы']) {
      await flow.receive(textUpdate(text))
      await flow.pass(300)
    }
    await flow.pass(5000)
    const [notice, ...more] = owner.texts().slice(before)
    expect(notice).toContain(`User 1 (разговор ${id}):\nВы тут?\nМне срочно\n\\_до\\_ пятницы\n`)
    expect(notice).toContain(`/say ${id} `)
    expect(more).toEqual([])
    expect(client.texts().at(-1)).toContain('Передаю разговор коллеге')
  })

  it('is told of every burst once, also by two workers and after a restart', async () => {
    const { flow, owner } = await handOff()
    const before = owner.texts().length
    await flow.receive(textUpdate('Первое'))
    const again = await flow.restart()
    const other = await startFlow(flow.database, { clock: flow.clock, channel: flow.channel })
    await again.pass(10_000)
    await again.receive(textUpdate('Второе'))
    await again.pass(60_000)
    expect(owner.texts().slice(before)).toEqual([
      expect.stringMatching(/:\nПервое\n/),
      expect.stringMatching(/:\nВторое\n/),
    ])
    await other.stop()
  })

  it('answers the client by replying to the notice, and by replying to the first one of the hand-off', async () => {
    const { flow, client, owner } = await handOff()
    await reply(flow, /просит человека/, 'Здравствуйте, это Пётр')
    expect(client.texts().at(-1)).toBe('Здравствуйте, это Пётр')
    await client.write('Сколько стоит?')
    await reply(flow, /Сколько стоит/, 'Тысячу')
    expect(client.texts().at(-1)).toBe('Тысячу')
    expect(owner.texts().at(-1)).toContain('Передаю клиенту')
  })

  it('reaches the client of the notice, and not another who wrote later', async () => {
    const { flow, client, owner } = await handOff()
    const second = createFlowClient(flow, 2)
    await second.write('Позовите человека')
    await client.write('Это первый')
    await second.write('Это второй')
    await reply(flow, /Это первый/, 'Ответ первому')
    expect(client.texts().at(-1)).toBe('Ответ первому')
    expect(second.texts()).not.toContain('Ответ первому')
    expect(owner.texts().join('\n')).toContain('Это второй')
  })

  it('is told that only text is passed on when the reply is something else', async () => {
    const { flow, client, owner } = await handOff()
    const before = client.texts().length
    await reply(flow, /просит человека/, '[voice 5 s]', 'voice')
    expect(owner.texts().at(-1)).toContain('только текст')
    expect(client.texts()).toHaveLength(before)
  })

  it('is not answered in the client’s name by a client who replies to a message with the same number', async () => {
    const { flow, client } = await handOff()
    const stranger = createFlowClient(flow, 2)
    await stranger.write('Мне нужен сайт')
    const before = client.texts().length
    await reply(flow, /просит человека/, 'Купите слона', 'text', stranger.userId)
    expect(client.texts()).toHaveLength(before)
  })

  it('is shown what came while the AI was thinking, when they take the chat over', async () => {
    const { flow, client, owner } = await begin()
    await client.write('Мне нужен сайт')
    flow.model.hold()
    await flow.receive(textUpdate('А сколько стоит?'))
    await flow.pass(2000)
    await owner.write(`/takeover ${await client.conversationId()}`)
    await flow.pass(3000)
    expect(owner.texts().at(-1)).toMatch(/:\nА сколько стоит\?\n/)
  })

  it('leaves to the AI what nobody was shown before the chat went back', async () => {
    const { flow, client, owner } = await handOff()
    const number = await client.conversationId()
    const before = owner.texts().length
    await flow.receive(textUpdate(`/resume ${number}`, { userId: owner.userId }), textUpdate('Ещё вопрос'))
    await flow.pass(5000)
    expect(owner.texts().slice(before).join('\n')).not.toContain('Ещё вопрос')
    expect(client.texts().at(-1)).toContain('Ещё вопрос')
  })

  it('hears of the wish not to be written to', async () => {
    const { flow, client, owner } = await begin()
    await client.write('/stop')
    await owner.write(`/takeover ${await client.conversationId()}`)
    await client.write('И удалите мой номер')
    await flow.pass(3000)
    expect(owner.texts().at(-1)).toMatch(/И удалите мой номер\n\nКлиент просил ему не писать/)
  })

  it.each([
    ['a business chat, which is on their own screen', { businessConnectionId: flowConnectionId, chatId: '1' }],
    ['a group', { chatType: 'group', chatId: '-5' }],
  ] as const)('gets no notices of %s', async (_, place) => {
    const { flow, owner } = await begin()
    await flow.receive(inChat('Привет', place))
    await flow.pass(3000)
    const { id } = await flow.database.db
      .selectFrom('conversations')
      .select('id')
      .where('user_id', '=', 1)
      .executeTakeFirstOrThrow()
    await owner.write(`/takeover ${id}`)
    const before = owner.texts().length
    await flow.receive(inChat('Есть кто?', place))
    await flow.pass(60_000)
    expect(owner.texts()).toHaveLength(before)
    expect(await countDue(flow)).toBe(0)
  })

  it('who never wrote to the bot keeps nothing waiting', async () => {
    const flow = await startFlow(await open())
    const client = createFlowClient(flow, 1)
    await client.write('Позовите человека')
    await client.write('Есть кто?')
    await flow.pass(5000)
    expect(await countDue(flow)).toBe(0)
  })

  async function begin(): Promise<{ flow: FlowHarness; client: FlowClient; owner: FlowClient }> {
    const flow = await startFlow(await open())
    const owner = createFlowClient(flow, flowSettings.ownerId)
    await owner.write('Привет')
    await flow.receive(connectionUpdate())
    await flow.pass(1000)
    return { flow, client: createFlowClient(flow, 1), owner }
  }

  async function handOff(): Promise<{ flow: FlowHarness; client: FlowClient; owner: FlowClient }> {
    const house = await begin()
    await house.client.write('Позовите человека')
    return house
  }
})

/** Replies, by default as the owner, to the newest message of the owner's chat that matches. */
async function reply(
  flow: FlowHarness,
  to: RegExp,
  text: string,
  messageKind = 'text',
  userId: number = flowSettings.ownerId,
): Promise<void> {
  const chatId = String(flowSettings.ownerId)
  const notice = flow.channel.sends.findLast(({ chat, part }) => chat.chatId === chatId && to.test(part.text))
  const messageId = notice?.outcome.kind === 'sent' ? notice.outcome.externalId : ''
  const update = textUpdate(text, { userId })
  if (update.inbound.kind !== 'message') throw new TypeError('a text is a message')
  await flow.receive({ ...update, inbound: { ...update.inbound, messageKind, metadata: { replyTo: { messageId } } } })
  await flow.pass(3000)
}

function inChat(text: string, place: object): InboundUpdate {
  const update = textUpdate(text)
  if (update.inbound.kind !== 'message') throw new TypeError('a text is a message')
  return { ...update, inbound: { ...update.inbound, chat: { ...update.inbound.chat, ...place } } }
}

async function countDue({ database }: FlowHarness): Promise<number> {
  const rows = await database.db.selectFrom('conversations').select('id').where('turn_due_at', 'is not', null).execute()
  return rows.length
}
