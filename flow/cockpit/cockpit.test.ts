import { expect, it } from 'vitest'
import type { OutboundPart } from '#capabilities/channels'
import { describeEachDatabase } from '../../testing/databases.ts'
import { createFlowClient, type FlowClient, pressUpdate } from '../../testing/flow-client.ts'
import { type FlowHarness, type FlowOptions, flowSettings, startFlow, textUpdate } from '../../testing/flow-harness.ts'

const operatorId = 901
const strangerId = 666

describeEachDatabase('the cockpit', open => {
  it('shows one card of a new client, and keeps it up to date in place', async () => {
    const { flow, client, owner } = await begin()
    await client.write('Здравствуйте, мне нужен сайт')
    await flow.showCards()
    expect(cardsIn(flow, /Новый клиент: User 1/)).toHaveLength(1)
    await client.write('Меня зовут Анна, бюджет 100 тысяч рублей')
    await flow.showCards()
    const card = cardsIn(flow, /Новый клиент: /).at(-1)
    if (card === undefined) throw new TypeError('no card was shown')
    expect(card.editsMessageId).toBe(idOfCard(flow))
    expect(card.text).toMatch(/Анна/)
    expect(card.text).toMatch(/Бюджет.*100/)
    expect(card.text).toMatch(/Последние слова:\n«Меня зовут Анна/)
    expect(card.text).toMatch(/\d+ из \d+: Бюджет/)
    expect(labels(card)).toEqual(['Забрать', 'Записать', 'Не клиент', 'Без уведомлений', 'Ответы с моего согласия'])
    expect(owner.texts().length).toBeGreaterThan(0)
  })

  it('says nothing twice: nothing new is no change, whoever looks and however often', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    await flow.showCards()
    const before = flow.channel.sends.length
    const again = await flow.restart()
    await again.showCards()
    await again.showCards()
    expect(flow.channel.sends).toHaveLength(before)
  })

  it('calls the owner once to a client who fits well', async () => {
    const { flow, client } = await begin()
    await qualify(client)
    await flow.showCards()
    await client.write('И ещё вопрос')
    await flow.showCards()
    expect(cardsIn(flow, /Горячий клиент/).filter(part => part.editsMessageId === undefined)).toHaveLength(1)
  })

  it('shows no cards of people of the business', async () => {
    const { flow, owner } = await begin()
    await owner.write('Мне нужен сайт')
    await createFlowClient(flow, operatorId).write('Проверяю бота')
    await flow.showCards()
    expect(cardsIn(flow, /клиент: /)).toEqual([])
  })

  it('gives chats to humans and back by the buttons of a card', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    await flow.showCards()
    await pressCard(flow, 'Забрать')
    expect(await client.write('Алло?')).toEqual([])
    await flow.showCards()
    expect(newest(flow).text).toContain('Отвечает: человек')
    await pressCard(flow, 'Вернуть ИИ')
    expect(await client.write('А теперь?')).not.toEqual([])
  })

  it('puts away who is no client, and shows them again when they write', async () => {
    const { flow, client, owner } = await begin()
    await client.write('Мне нужен сайт')
    await flow.showCards()
    await pressCard(flow, 'Не клиент')
    await flow.showCards()
    expect(newest(flow)).toMatchObject({ text: expect.stringContaining('убран из списков') })
    expect((await owner.write('/leads'))[0]?.text).toContain('Клиентов пока нет')
    await client.write('Я вернулся')
    expect((await owner.write('/leads'))[0]?.text).toContain('User 1')
  })

  it('calls nobody to a muted client, whose card stays true', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    await flow.showCards()
    await pressCard(flow, 'Без уведомлений')
    await qualify(client)
    await flow.showCards()
    expect(cardsIn(flow, /Горячий клиент/)).toEqual([])
    expect(newest(flow).text).toContain('без уведомлений')
  })

  it('books for a client, who is told, and a time is taken once', async () => {
    const { flow, client, owner } = await begin()
    await client.write('Мне нужен сайт, меня зовут Анна, телефон +7 912 345-67-89')
    await flow.showCards()
    await pressCard(flow, 'Записать')
    const [time] = owner.buttons()
    await owner.press(time?.text ?? '')
    expect(client.texts().at(-1)).toContain('вы записаны')
    expect(owner.texts().at(-1)).toContain('Записал')
    await owner.forge(time?.data ?? '')
    expect(owner.texts().at(-1)).toContain('не удалось')
    await flow.showCards()
    expect(cardsIn(flow, /Встреча: /).length).toBeGreaterThan(0)
  })

  it('obeys an operator as it does the owner', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    const operator = createFlowClient(flow, operatorId)
    await operator.write('Привет')
    expect((await operator.write('/leads'))[0]?.text).toContain('User 1')
    await operator.press('User 1')
    await operator.press('Забрать')
    expect(await client.write('Алло?')).toEqual([])
  })

  it.each(['/leads', '/today', '/stats', '/pause', '/resume', '/limits', '/setup'])(
    'tells a stranger nothing: %s is talk like any other',
    async command => {
      const { flow, client } = await begin()
      await client.write('Мне нужен сайт')
      const stranger = createFlowClient(flow, strangerId)
      await stranger.write('Здравствуйте')
      const answers = await stranger.write(command)
      expect(answers.length).toBeGreaterThan(0)
      expect(stranger.texts().join('\n')).not.toMatch(/User 1(?!\d)|разговор \d|паузе|Клиентов|Подходит|за сутки/)
      expect(await client.write('Вы тут?')).not.toEqual([])
    },
  )

  it.each([
    ['take', (facts: Targets) => `take:${facts.conversationId}`],
    ['lead', (facts: Targets) => `crew:lead:${facts.leadId}:0`],
    ['drop', (facts: Targets) => `crew:drop:${facts.leadId}:0`],
    ['draft', (facts: Targets) => `crew:draft:${facts.conversationId}:0`],
    ['book', (facts: Targets) => `crew:book:${facts.leadId}:0`],
    ['leads', () => 'crew:leads:0:0'],
    ['stats', () => 'crew:stats:7:0'],
  ] as const)('does nothing for a stranger who forges a button: %s', async (_, forge) => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    const before = await readState(flow)
    const stranger = createFlowClient(flow, strangerId)
    await stranger.forge(forge({ conversationId: await client.conversationId(), leadId: await client.leadId() }))
    expect(stranger.texts().join('\n')).not.toMatch(/User 1(?!\d)|Хорошо, |Убрал|Когда записать/)
    expect(await readState(flow)).toEqual(before)
  })

  it('lets an operator of one bot do nothing with the clients of another', async () => {
    const { flow, client } = await begin()
    await client.write('Мне нужен сайт')
    const [conversationId, leadId] = [await client.conversationId(), await client.leadId()]
    const other = await addAccount(flow)
    const before = await readState(flow)
    const forged = [
      `take:${conversationId}`,
      `crew:drop:${leadId}:0`,
      `crew:draft:${conversationId}:0`,
      `crew:lead:${leadId}:0`,
    ]
    for (const data of forged) {
      await flow.ingest({ accountId: other, channel: 'memory' }, [
        pressUpdate({ userId: operatorId, data, label: data }),
      ])
      await flow.pass(2000)
    }
    await flow.ingest({ accountId: other, channel: 'memory' }, [textUpdate('/leads', { userId: operatorId })])
    await flow.pass(2000)
    expect(await readState(flow)).toEqual(before)
    const said = await saidBy(flow, other)
    expect(said.length).toBeGreaterThan(forged.length)
    expect(said.join('\n')).not.toContain('User 1')
  })

  it('turns pages of leads and shows each lead once', async () => {
    const { flow, owner } = await begin()
    for (let userId = 1; userId <= 8; userId++) await createFlowClient(flow, userId).write('Мне нужен сайт')
    await owner.write('/leads')
    const first = owner.buttons().map(({ text }) => text)
    await owner.press('Дальше')
    const second = owner.buttons().map(({ text }) => text)
    const names = [...first, ...second].filter(text => text.startsWith('User'))
    expect(new Set(names).size).toBe(8)
    expect(names).toHaveLength(8)
    await owner.press('В начало')
    expect(owner.buttons().map(({ text }) => text)).toEqual(first)
  })

  it('tells the day, the figures and the limits', async () => {
    const { client, owner } = await begin()
    await client.write('Позовите человека')
    expect((await owner.write('/today'))[0]?.text).toMatch(/новых клиентов 1,.*Ведёт человек\*\*\n- User 1/s)
    expect((await owner.write('/stats 1'))[0]?.text).toMatch(/Сегодня.*Новые лиды: \d/s)
    expect((await owner.write('/limits'))[0]?.text).toMatch(/Придержаны сейчас: 0/)
  })

  it('answers nobody while paused, shows the owner what came, and goes on where it stopped', async () => {
    const { client, owner } = await begin()
    await client.write('Мне нужен сайт')
    expect((await owner.write('/pause'))[0]?.text).toContain('больше не отвечает')
    expect((await owner.write('/pause'))[0]?.text).toContain('уже на паузе')
    expect(await client.write('Сколько это стоит?')).toEqual([])
    expect(owner.texts().at(-1)).toContain('Сколько это стоит?')
    const before = client.texts().length
    expect((await owner.write('/resume'))[0]?.text).toContain('снова отвечает')
    expect(client.texts().slice(before).join('\n')).toContain('Сколько это стоит?')
    expect((await owner.write('/resume'))[0]?.text).toContain('не на паузе')
  })

  it('leaves a chat to the human who wrote there during a pause', async () => {
    const { client, owner } = await begin()
    await client.write('Мне нужен сайт')
    await owner.write('/pause')
    await client.write('Вы тут?')
    await owner.write(`/say ${await client.conversationId()} Да, это Пётр`)
    await owner.write('/resume')
    expect(await client.write('Отлично')).toEqual([])
  })

  it('commits no answer that it was thinking of when it was paused', async () => {
    const { flow, client, owner } = await begin()
    await client.write('Привет')
    const release = flow.model.hold()
    await flow.receive(textUpdate('Расскажите о сайтах'))
    await flow.pass(2000)
    const before = client.texts().length
    await owner.write('/pause')
    release()
    await flow.pass(5000)
    expect(client.texts()).toHaveLength(before)
    expect(owner.texts().at(-1)).toContain('Расскажите о сайтах')
  })

  async function begin(options: FlowOptions = {}) {
    const flow = await startFlow(await open(), {
      ...options,
      cockpit: { operatorIds: [operatorId], ...options.cockpit },
    })
    const owner = createFlowClient(flow, flowSettings.ownerId)
    await owner.write('Привет')
    await flow.showCards()
    return { flow, owner, client: createFlowClient(flow, 1) }
  }
})

interface Targets {
  readonly conversationId: number
  readonly leadId: number
}

/** Everything that the playbook wants to know of somebody who fits. */
async function qualify(client: FlowClient): Promise<void> {
  await client.write('Меня зовут Анна, мне нужен интернет-магазин, бюджет 300 тысяч рублей, срок до конца месяца')
  await client.write('Мой телефон +7 912 345-67-89')
}

const ownersChat = String(flowSettings.ownerId)

function cardsIn(flow: FlowHarness, pattern: RegExp): readonly OutboundPart[] {
  return flow.channel.partsIn(ownersChat).filter(({ text }) => pattern.test(text))
}

function newest(flow: FlowHarness): OutboundPart {
  const card = cardsIn(flow, /клиент: /).at(-1)
  if (card === undefined) throw new TypeError('no card was shown')
  return card
}

function idOfCard(flow: FlowHarness): string {
  const sent = flow.channel.sends.find(({ part, chat }) => chat.chatId === ownersChat && /клиент: /.test(part.text))
  return sent?.outcome.kind === 'sent' ? sent.outcome.externalId : ''
}

function labels(part: OutboundPart): readonly string[] {
  return (part.buttons ?? []).flat().map(({ text }) => text)
}

async function pressCard(flow: FlowHarness, label: string): Promise<void> {
  const button = (newest(flow).buttons ?? []).flat().find(({ text }) => text === label)
  if (button === undefined) throw new TypeError(`no button ${label} among ${labels(newest(flow))}`)
  await flow.receive(pressUpdate({ userId: flowSettings.ownerId, data: button.data, label }))
  await flow.pass(2000)
}

async function readState({ database: { db } }: FlowHarness) {
  const conversations = await db
    .selectFrom('conversations')
    .select(['id', 'handler', 'answer_mode', 'paused_at'])
    .where('user_id', '=', 1)
    .execute()
  const leads = await db.selectFrom('leads').select(['id', 'deleted_at']).where('user_id', '=', 1).execute()
  const meetings = await db.selectFrom('meetings').select('id').execute()
  return { conversations, leads, meetings }
}

async function addAccount({ database: { db }, clock }: FlowHarness) {
  const { id } = await db
    .insertInto('accounts')
    .values({
      channel: 'memory',
      external_id: 'other',
      username: null,
      display_name: null,
      created_at: clock.now(),
      updated_at: clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function saidBy({ database: { db } }: FlowHarness, accountId: number): Promise<readonly string[]> {
  const rows = await db.selectFrom('outbound').select(['account_id', 'payload']).execute()
  return rows.filter(row => row.account_id === accountId).map(row => (JSON.parse(row.payload) as OutboundPart).text)
}
