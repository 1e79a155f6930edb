import { beforeEach, expect, it } from 'vitest'
import type { Database } from '#shared/database'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { type FlowApi, startFlowApi } from '../../../../testing/flow-api.ts'
import { createFlowClient, type FlowClient } from '../../../../testing/flow-client.ts'
import { textUpdate } from '../../../../testing/flow-harness.ts'

describeEachDatabase('a person of the business', (open, engine) => {
  let database: Database
  let api: FlowApi
  let client: FlowClient
  let path: string
  beforeEach(async () => {
    database = await open()
    api = await startFlowApi(database)
    client = createFlowClient(api.flow, 1)
    await client.write('Hello')
    path = `/conversations/${await client.conversationId()}`
  })

  const say = (text: unknown) => api.ask<{ id: number; delivery: unknown }>('POST', `${path}/messages`, { text })
  const handler = async () => (await api.get<{ handler: string }>(path)).handler
  const audits = () =>
    database.db
      .selectFrom('audit_log')
      .select(['actor', 'action', 'target', 'before_json', 'after_json'])
      .orderBy('id')
      .execute()
  const events = async (...types: readonly string[]) => {
    const rows = await database.db
      .selectFrom('events')
      .select('type')
      .where('type', 'in', types)
      .orderBy('id')
      .execute()
    return rows.map(({ type }) => type)
  }

  it('writes to the client, who hears it once, and the AI is silent from then on', async () => {
    const { status, headers, body } = await say('*Anna* here')
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { role: 'human', text: '*Anna* here', delivery: [{ state: 'queued', error_code: null }] },
    })
    await api.flow.pass(1000)
    await client.write('Thank you')
    expect(client.texts()).toEqual(['[Hello]', '*Anna* here'])
    expect(await handler()).toBe('human')
    const location = headers.get('location')?.replace('/api/v1', '') ?? ''
    expect(await api.get(location)).toMatchObject({ id: body.id, delivery: [{ state: 'sent' }] })
    expect(await events('conversation.handed_off', 'message.sent_by_human')).toEqual([
      'conversation.handed_off',
      'message.sent_by_human',
    ])
    const target = path.slice(1).replace('conversations/', 'conversation:')
    expect(await audits()).toMatchObject([
      { actor: 'admin-key', action: 'conversation.take_over', target, before_json: '{"handler":"ai"}' },
      { actor: 'admin-key', action: 'message.send', target, after_json: `{"message_id":${body.id}}` },
    ])
  })

  it('is heard twice when they write twice at once, in order, and what the AI had queued is dropped', async () => {
    api.flow.channel.scriptWaits(...Array.from({ length: 100 }, () => 500))
    await api.flow.receive(textUpdate('And?'))
    await api.flow.pass(2500)
    await say('One')
    await say('Two')
    await api.flow.pass(120_000)
    expect(client.texts()).toEqual(['[Hello]', 'One', 'Two'])
  })

  it('cannot write to a client who does not want it, nor too late, and nothing is changed by trying', async () => {
    const { db } = database
    const refusal = async () => {
      const { status, body } = await say('Hello?')
      return [status, (body as unknown as { code: string }).code, await handler()]
    }
    await db.updateTable('contacts').set({ is_blocked: 1 }).execute()
    expect(await refusal()).toEqual([409, 'contact.blocked', 'ai'])
    await db.updateTable('contacts').set({ is_blocked: 0, opted_out_at: 1 }).execute()
    expect(await refusal()).toEqual([409, 'contact.opted_out', 'ai'])
    await db.updateTable('contacts').set({ opted_out_at: null }).execute()
    await db.updateTable('conversations').set({ business_connection_id: 'b1' }).execute()
    await db
      .updateTable('messages')
      .set({ timestamp: api.flow.clock.now() - 86_400_000 })
      .execute()
    expect(await refusal()).toEqual([409, 'conversation.reply_window_closed', 'ai'])
    expect(await audits()).toEqual([])
    await db
      .updateTable('messages')
      .set({ timestamp: api.flow.clock.now() - 86_399_999 })
      .execute()
    expect((await say('Hello!')).status).toBe(201)
  })

  it('takes a chat over and gives it back, each once however often they ask', async () => {
    for (const verb of ['take-over', 'take-over', 'hand-back', 'hand-back']) {
      const expected = verb === 'take-over' ? 'human' : 'ai'
      expect(await api.ask('POST', `${path}/${verb}`)).toMatchObject({ status: 200, body: { handler: expected } })
    }
    expect(await events('conversation.handed_off', 'conversation.handed_back')).toEqual([
      'conversation.handed_off',
      'conversation.handed_back',
    ])
    expect((await audits()).map(({ action }) => action)).toEqual(['conversation.take_over', 'conversation.hand_back'])
    await client.write('Still there?')
    expect(client.texts().at(-1)).toBe('[Still there?]')
  })

  it('is told what is wrong with what they ask', async () => {
    const missing = '/conversations/4711'
    for (const verb of ['take-over', 'hand-back', 'messages']) {
      const answer = await api.ask('POST', `${missing}/${verb}`, verb === 'messages' ? { text: 'Hi' } : undefined)
      expect([verb, answer]).toMatchObject([verb, { status: 404, body: { code: 'conversation.not_found' } }])
    }
    expect(await api.ask('GET', `${path}/messages/4711`)).toMatchObject({ status: 404 })
    for (const [body, pointer] of [
      [{ text: '  ' }, '/text'],
      [{ text: 7 }, '/text'],
      [{ text: 'a\0b' }, '/text'],
      [{ text: 'x'.repeat(8001) }, '/text'],
      [{}, '/text'],
      [{ text: 'Hi', to: 'all' }, ''],
    ] as const) {
      const answer = await api.ask('POST', `${path}/messages`, body)
      expect([body, answer]).toMatchObject([body, { status: 422, body: { errors: [{ in: 'body', pointer }] } }])
    }
  })

  it('hears nothing more of the AI in a chat once the taking over is answered, in none of 200 chats', async () => {
    const { flow } = api
    // The races are the same on PostgreSQL, and each costs several times as much.
    const count = engine === 'sqlite' ? 200 : 70
    const clients = Array.from({ length: count }, (_, index) => createFlowClient(flow, 100 + index))
    const release = flow.model.hold()
    await flow.receive(...clients.map(({ userId }) => textUpdate('Answer me', { userId })))
    await flow.pass(2000)
    // As many as think at once; the others wait for their turn to begin.
    expect(flow.model.requests.length).toBeGreaterThan(60)
    const heardAtAnswer = new Map<FlowClient, number>()
    const takeOvers = Promise.all(
      clients.map(async someone => {
        const { status } = await api.ask('POST', `/conversations/${await someone.conversationId()}/take-over`)
        expect(status).toBe(200)
        heardAtAnswer.set(someone, someone.texts().length)
        // From here on the answers of the AI race against the taking over of the other half.
        if (heardAtAnswer.size === clients.length / 2) release()
      }),
    )
    while (heardAtAnswer.size < clients.length) await flow.pass(20)
    await takeOvers
    await flow.pass(10_000)
    const late = clients.filter(someone => someone.texts().length > (heardAtAnswer.get(someone) ?? 0))
    expect(late.map(({ userId }) => userId)).toEqual([])
  }, 60_000)
})
