import { expect, it } from 'vitest'
import { type Playbook, readPlaybook } from '#capabilities/sales'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { createFlowClient, type FlowClient } from '../../../testing/flow-client.ts'
import { type FlowHarness, type FlowOptions, flowSettings, startFlow } from '../../../testing/flow-harness.ts'

const playbooks = new URL('../../../playbooks', import.meta.url).pathname

describeEachDatabase('a hand-off', open => {
  it.each([
    ['Позовите человека, пожалуйста', 'client.asked'],
    ['Let me talk to a human', 'client.asked'],
    ['/human', 'client.asked'],
    ['Вы достали, это просто издевательство!', 'client.angry'],
  ])('at «%s»: the client is told, the owner gets reason and digest', async (words, reason) => {
    const { flow, client, owner } = await begin()
    await client.write('Мне нужен сайт для магазина')
    const said = await client.write(words)
    expect(said.at(-1)?.text).toMatch(/Передаю разговор коллеге|handing over to a colleague/)
    expect(await handler(flow, client)).toBe('human')
    expect(await eventReason(flow)).toBe(reason)
    const notice = owner.texts().at(-1) ?? ''
    expect(notice.split('\n').length).toBeGreaterThanOrEqual(4)
    expect(notice).toContain(`/say ${await client.conversationId()}`)
    expect(owner.buttons().map(({ text }) => text)).toEqual(['Забрать разговор', 'Вернуть ИИ'])
    expect(await client.write('Вы здесь?')).toEqual([])
  })

  it('shows the owner the client’s words as they were written, in the digest and in the question', async () => {
    const { client, owner } = await begin({ script: ['Уточню.\n@@ {"cannot_answer": true}'] })
    await client.write('Есть ли [доставка](https://evil.example) в *Норильск*?')
    expect(owner.texts().at(-1)).toContain('«Есть ли \\[доставка\\](https://evil.example) в \\*Норильск\\*?»')
    await client.write('Позовите *человека*, `сейчас`')
    expect(owner.texts().at(-1)).toContain('«Позовите \\*человека\\*, \\`сейчас\\`»')
  })

  it('after two questions in a row that nothing answers; the owner gets both and the digest', async () => {
    const { flow, client, owner } = await begin({ script: ['Уточню.\n@@ {"cannot_answer": true}'] })
    await client.write('Есть ли у вас доставка в Норильск?')
    expect(await handler(flow, client)).toBe('ai')
    await client.write('А до какого часа работает склад?')
    expect(await handler(flow, client)).toBe('human')
    const questions = await flow.database.db.selectFrom('open_questions').select('question').orderBy('id').execute()
    expect(questions.map(({ question }) => question)).toEqual([
      'Есть ли у вас доставка в Норильск?',
      'А до какого часа работает склад?',
    ])
    expect(owner.texts().filter(text => text.includes('склад'))).toHaveLength(2)
    expect(await eventReason(flow)).toBe('questions.unanswered')
    const log = await flow.database.db.selectFrom('sales_events').select('event_type').execute()
    expect(log.map(row => row.event_type)).toContain('handoff.requested')
  })

  it('when the model says that the client wants a human', async () => {
    const { flow, client } = await begin({ script: ['Да.\n@@ {"wants_human": true}'] })
    const said = await client.write('Мне бы с кем-нибудь живым')
    expect(said.map(({ text }) => text)).toEqual([expect.stringContaining('Передаю разговор коллеге')])
    expect(await handler(flow, client)).toBe('human')
  })

  it('after too much talk of other things, and the count begins anew when the AI has the chat again', async () => {
    const { flow, client } = await begin({ handoff: { offTopicInARow: 2 } })
    await client.write('Какая сегодня погода?')
    expect(await handler(flow, client)).toBe('ai')
    await client.write('Какая завтра погода?')
    expect(await handler(flow, client)).toBe('human')
    await giveBack(flow, client)
    await client.write('А послезавтра какая погода?')
    expect(await handler(flow, client)).toBe('ai')
  })

  it('after the turn cap, counted anew when the AI has the chat again', async () => {
    const { flow, client } = await begin({ handoff: { maxTurns: 3 } })
    for (const words of ['Мне нужен сайт', 'Для магазина', 'К весне']) await client.write(words)
    expect(await handler(flow, client)).toBe('ai')
    await client.write('Что ещё рассказать?')
    expect(await handler(flow, client)).toBe('human')
    await giveBack(flow, client)
    await client.write('Продолжим?')
    expect(await handler(flow, client)).toBe('ai')
  })

  it('when the model is down, if the playbook says so; else the script answers', async () => {
    for (const whenModelIsDown of [true, false]) {
      const { flow, client } = await begin({ handoff: { whenModelIsDown } })
      flow.model.script(() => ({ kind: 'unavailable', code: 'ECONNREFUSED' }))
      const said = await client.write('Мне нужен сайт')
      expect(said.length).toBeGreaterThan(0)
      expect(await handler(flow, client)).toBe(whenModelIsDown ? 'human' : 'ai')
    }
  })

  it('in the owner’s own chat does not silence the bot that has to hear /resume', async () => {
    const { flow, owner } = await begin()
    await owner.write('Позовите человека')
    expect(await handler(flow, owner)).toBe('ai')
    expect((await owner.write('/status'))[0]?.text).toContain('отвечает ИИ')
  })

  async function begin(
    options: { readonly handoff?: Partial<Playbook['handoff']>; readonly script?: readonly string[] } = {},
  ): Promise<{ flow: FlowHarness; client: FlowClient; owner: FlowClient }> {
    const words = readPlaybook(playbooks, 'general')
    const playbook = { ...words, handoff: { ...words.handoff, ...options.handoff } }
    const flowOptions: FlowOptions = { currentPlaybook: () => playbook }
    const flow = await startFlow(await open(), flowOptions)
    const [text] = options.script ?? []
    const owner = createFlowClient(flow, flowSettings.ownerId)
    await owner.write('Привет')
    if (text !== undefined) for (let turn = 0; turn < 9; turn++) flow.model.script(() => answer(text))
    return { flow, client: createFlowClient(flow, 1), owner }
  }
})

function answer(text: string) {
  return { kind: 'answered', text, isTruncated: false, model: 'm', usage: null, firstTokenMs: 1 } as const
}

async function giveBack(flow: FlowHarness, client: FlowClient): Promise<void> {
  const owner = createFlowClient(flow, flowSettings.ownerId)
  await owner.write(`/resume ${await client.conversationId()}`)
}

async function handler({ database }: FlowHarness, { userId }: FlowClient): Promise<string | undefined> {
  const row = await database.db
    .selectFrom('conversations')
    .select('handler')
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.handler
}

async function eventReason({ database }: FlowHarness): Promise<unknown> {
  const rows = await database.db.selectFrom('events').select(['type', 'payload']).orderBy('id').execute()
  const last = rows.findLast(({ type }) => type === 'conversation.handed_off')
  return JSON.parse(last?.payload ?? '{}').reason
}
