import { expect, it } from 'vitest'
import type { OutboundPart } from '#capabilities/channels'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createFlowClient, type FlowClient, pressUpdate } from '../../../testing/flow-client.ts'
import type { FlowCockpitOptions } from '../../../testing/flow-cockpit.ts'
import { type FlowHarness, flowSettings, startFlow, textUpdate } from '../../../testing/flow-harness.ts'

describeEachDatabase('an answer that waits for a person', open => {
  it('reaches the client only when it is sent, and then once', async () => {
    const { flow, client, owner } = await begin({ mode: 'draft' })
    expect(await client.write('Мне нужен сайт')).toEqual([])
    await flow.showCards()
    const card = newest(flow)
    expect(card.text).toMatch(/Ответ для клиента: User 1.*Клиент: «Мне нужен сайт».*\[Мне нужен сайт\]/s)
    expect(labels(card)).toEqual(['Отправить', 'Изменить', 'Пропустить', 'Забрать'])
    await press(flow, card, 'Отправить')
    expect(client.texts()).toEqual([expect.stringContaining('[Мне нужен сайт]')])
    expect(owner.texts().at(-1)).toContain('Отправляю')
    await flow.showCards()
    expect(newest(flow)).toMatchObject({
      text: expect.stringContaining('✅ Отправлено'),
      editsMessageId: expect.any(String),
    })
    await press(flow, card, 'Отправить')
    expect(client.texts()).toHaveLength(1)
    expect(owner.texts().at(-1)).toContain('решено раньше')
  })

  it('leaves in the words of the person who replies to it; the AI goes on proposing', async () => {
    const { flow, client } = await begin({ mode: 'draft' })
    await client.write('Мне нужен сайт')
    await flow.showCards()
    await reply(flow, newest(flow), 'Сделаем за неделю')
    expect(client.texts()).toEqual(['Сделаем за неделю'])
    await client.write('А сколько стоит?')
    await flow.showCards()
    expect(newest(flow).text).toContain('[А сколько стоит?]')
    const spoken = await flow.database.db
      .selectFrom('messages')
      .select(['role', 'content'])
      .where('conversation_id', '=', await client.conversationId())
      .where('role', '!=', 'user')
      .execute()
    expect(spoken).toEqual([{ role: 'human', content: 'Сделаем за неделю' }])
  })

  it('is dropped when it is skipped: nothing is said, and nothing of it is remembered', async () => {
    const { flow, client } = await begin({ mode: 'draft' })
    await client.write('Мне нужен сайт')
    await flow.showCards()
    await press(flow, newest(flow), 'Пропустить')
    await flow.showCards()
    expect(client.texts()).toEqual([])
    expect(newest(flow).text).toContain('Пропущено')
    const { db } = flow.database
    expect(
      await db
        .selectFrom('dialogue_states')
        .selectAll()
        .where('conversation_id', '=', await client.conversationId())
        .execute(),
    ).toEqual([])
    expect(await listPlanned(flow, client)).toEqual([])
  })

  it('is out of date when the client has written again: a late tap says so and sends nothing', async () => {
    const { flow, client, owner } = await begin({ mode: 'draft' })
    await client.write('Мне нужен сайт')
    await flow.showCards()
    const stale = newest(flow)
    await flow.receive(textUpdate('Хотя нет, приложение'))
    await press(flow, stale, 'Отправить')
    expect(client.texts()).toEqual([])
    expect(owner.texts().some(text => text.includes('устарел'))).toBe(true)
    await flow.showCards()
    expect(newest(flow).text).toContain('Хотя нет, приложение]')
  })

  it('is out of date when a human has taken the chat', async () => {
    const { flow, client, owner } = await begin({ mode: 'draft' })
    await client.write('Мне нужен сайт')
    await flow.showCards()
    const card = newest(flow)
    await press(flow, card, 'Забрать')
    await press(flow, card, 'Отправить')
    expect(client.texts()).toEqual([])
    expect(owner.texts().at(-1)).toContain('устарел')
  })

  it('plans to ask again only after it was sent', async () => {
    const { flow, client } = await begin({ mode: 'draft' })
    await client.write('Мне нужен сайт')
    await flow.showCards()
    expect(await listPlanned(flow, client)).toEqual([])
    await press(flow, newest(flow), 'Отправить')
    expect(await listPlanned(flow, client)).toHaveLength(1)
  })

  it.each(['/stop', '/privacy', 'Позовите человека'])('is none of what only code may say: %s', async words => {
    const { client } = await begin({ mode: 'draft' })
    expect(await client.write(words)).not.toEqual([])
  })

  it('is wanted in one chat and not in another, by a button of the card', async () => {
    const { flow, client } = await begin({})
    await client.write('Мне нужен сайт')
    await flow.showCards()
    await press(flow, cards(flow, /Новый клиент/), 'Ответы с моего согласия')
    expect(await client.write('А цены?')).toEqual([])
    expect(await createFlowClient(flow, 2).write('А цены?')).not.toEqual([])
    await flow.showCards()
    await press(flow, cards(flow, /User 1.*с вашего согласия/s), 'Отвечать самому')
    expect(await client.write('А сроки?')).not.toEqual([])
  })

  it.each([
    ['11:00-14:00', 0],
    ['14:00-18:00', 1],
  ] as const)('is wanted in the hours that the settings name: at noon with %s', async (draftHours, answers) => {
    // The clock of a harness begins at noon in Moscow.
    const { client } = await begin({ draftHours })
    expect(await client.write('Мне нужен сайт')).toHaveLength(answers)
  })

  it('is sent from the card of the lead, too', async () => {
    const { flow, client } = await begin({ mode: 'draft' })
    await client.write('Мне нужен сайт')
    await flow.showCards()
    await press(flow, cards(flow, /Новый клиент/), 'Отправить ответ')
    expect(client.texts()).toHaveLength(1)
  })

  it.each([
    ['draft', false],
    ['auto', true],
  ] as const)('is read along by nobody while it is written (%s)', async (mode, isReadAlong) => {
    const { flow, client } = await begin({ mode })
    flow.previews.serve(flow.accountId)
    await client.write('Мне нужен сайт')
    expect(flow.model.requests.at(-1)?.onSpeaking !== undefined).toBe(isReadAlong)
  })

  async function begin(cockpit: FlowCockpitOptions) {
    const flow = await startFlow(await open(), { cockpit })
    const owner = createFlowClient(flow, flowSettings.ownerId)
    await owner.write('Привет')
    await flow.showCards()
    return { flow, owner, client: createFlowClient(flow, 1) }
  }
})

async function listPlanned({ database: { db } }: FlowHarness, client: FlowClient) {
  return db
    .selectFrom('follow_ups')
    .selectAll()
    .where('lead_id', '=', await client.leadId())
    .where('state', '=', 'pending')
    .execute()
}

const ownersChat = String(flowSettings.ownerId)

function newest(flow: FlowHarness): OutboundPart {
  return cards(flow, /Ответ для клиента/)
}

function cards(flow: FlowHarness, pattern: RegExp): OutboundPart {
  const card = flow.channel.partsIn(ownersChat).findLast(({ text }) => pattern.test(text))
  if (card === undefined) throw new TypeError(`no card ${pattern}`)
  return card
}

function labels(part: OutboundPart): readonly string[] {
  return (part.buttons ?? []).flat().map(({ text }) => text)
}

async function press(flow: FlowHarness, card: OutboundPart, label: string): Promise<void> {
  const button = (card.buttons ?? []).flat().find(({ text }) => text === label)
  if (button === undefined) throw new TypeError(`no button ${label} among ${labels(card)}`)
  await flow.receive(pressUpdate({ userId: flowSettings.ownerId, data: button.data, label }))
  await flow.pass(2000)
}

/** Replies as the owner to the message in which the card was first shown. */
async function reply(flow: FlowHarness, card: OutboundPart, text: string): Promise<void> {
  const shown = flow.channel.sends.find(({ part }) => part === card)
  const messageId = shown?.outcome.kind === 'sent' ? shown.outcome.externalId : ''
  const update = textUpdate(text, { userId: flowSettings.ownerId })
  if (update.inbound.kind !== 'message') throw new TypeError('a text is a message')
  await flow.receive({ ...update, inbound: { ...update.inbound, metadata: { replyTo: { messageId } } } })
  await flow.pass(3000)
}
