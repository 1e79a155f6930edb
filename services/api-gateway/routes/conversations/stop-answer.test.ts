import { expect, it } from 'vitest'
import type { ChatModel, ModelOutcome } from '#capabilities/llm'
import { startDrafts } from '#flow'
import type { Database } from '#shared/database'
import { silentLogger } from '#shared/utils'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { type FlowApi, startFlowApi } from '../../../../testing/flow-api.ts'
import { createFlowClient, type FlowClient } from '../../../../testing/flow-client.ts'
import { asIdle, flowSettings, textUpdate } from '../../../../testing/flow-harness.ts'

interface Stopped {
  readonly stopped: boolean
  readonly conversation: { readonly handler: string; readonly ai_is_answering: boolean }
}

describeEachDatabase('stopping the answer of the AI', open => {
  let database: Database
  let api: FlowApi
  let client: FlowClient
  let path: string
  async function meet(options: Parameters<typeof startFlowApi>[1] = {}): Promise<void> {
    database = await open()
    api = await startFlowApi(database, options)
    client = createFlowClient(api.flow, 1)
  }
  async function begin(text: string): Promise<void> {
    await api.flow.receive(textUpdate(text))
    await api.flow.pass(2000)
    path = `/conversations/${await client.conversationId()}`
  }
  const stop = () => api.ask<Stopped>('POST', `${path}/stop-answer`)
  /** Lets time pass until something has been answered. */
  async function whilePassing<Result>(asked: Promise<Result>): Promise<Result> {
    let isAnswered = false
    const answered = asked.finally(() => {
      isAnswered = true
    })
    while (!isAnswered) await api.flow.pass(20)
    return answered
  }
  const turns = () =>
    database.db.selectFrom('turns').select(['number', 'outcome', 'reason']).orderBy('number').execute()
  const audits = () =>
    database.db.selectFrom('audit_log').select(['actor', 'action', 'target', 'after_json']).orderBy('id').execute()
  const events = async (type: string) =>
    (await database.db.selectFrom('events').select('type').where('type', '=', type).execute()).length

  it('says nothing of it and leaves the chat with the AI, which answers the next message', async () => {
    await meet()
    const release = api.flow.model.hold()
    await begin('First')
    expect(api.flow.model.requests).toHaveLength(1)
    expect(await stop()).toMatchObject({
      status: 200,
      body: { stopped: true, conversation: { handler: 'ai', ai_is_answering: false } },
    })
    release()
    await api.flow.pass(60_000)
    expect(client.texts()).toEqual([])
    expect(api.flow.model.requests).toHaveLength(1)
    await client.write('Second')
    // What was not answered is part of what the model reads before the next one.
    expect(client.texts()).toEqual(['[First\nSecond]'])
    expect(await turns()).toEqual([
      { number: 1, outcome: 'silent', reason: 'operator.stopped' },
      { number: 2, outcome: 'replied', reason: 'model' },
    ])
    expect(await audits()).toEqual([
      {
        actor: 'admin-key',
        action: 'conversation.stop_answer',
        target: path.slice(1).replace('conversations/', 'conversation:'),
        after_json: '{"said":"nothing"}',
      },
    ])
    expect([await events('turn.stopped'), await events('turn.finished')]).toEqual([1, 2])
  })

  it('says that there is nothing to stop once it was said, however often it is asked', async () => {
    await meet()
    await client.write('Hello')
    path = `/conversations/${await client.conversationId()}`
    for (let time = 0; time < 2; time++) {
      expect(await stop()).toMatchObject({ status: 200, body: { stopped: false, conversation: { handler: 'ai' } } })
    }
    expect(client.texts()).toEqual(['[Hello]'])
    expect(await audits()).toEqual([])
    expect(await events('turn.stopped')).toBe(0)
  })

  it('is done once when it is asked for twice', async () => {
    await meet()
    api.flow.model.hold()
    await begin('First')
    const answers = [await stop(), await stop()]
    expect(answers.map(({ body }) => body.stopped)).toEqual([true, false])
    expect(await turns()).toHaveLength(1)
    expect(await audits()).toHaveLength(1)
  })

  it('stops what is not thought of yet, and nothing where a person has the chat', async () => {
    await meet()
    await api.flow.receive(textUpdate('First'))
    path = `/conversations/${await client.conversationId()}`
    expect((await stop()).body.stopped).toBe(true)
    await api.flow.pass(10_000)
    expect(api.flow.model.requests).toEqual([])
    await api.ask('POST', `${path}/take-over`)
    await api.flow.receive(textUpdate('Second'))
    expect(await stop()).toMatchObject({ body: { stopped: false, conversation: { handler: 'human' } } })
  })

  it('reaches a worker in another process: what it thought is not said, and it learns so with its claim', async () => {
    const writer = createWriter()
    await meet({ answering: writer.model })
    await begin('Что вы делаете?')
    // Has no bus in common with the worker.
    const apart = await startFlowApi(database, { clock: api.flow.clock, channel: api.flow.channel, isSwept: false })
    expect((await apart.ask<Stopped>('POST', `${path}/stop-answer`)).body.stopped).toBe(true)
    await api.flow.pass(flowSettings.leaseMs / 3 + 1000)
    expect(writer.isCancelled()).toBe(true)
    await api.flow.pass(60_000)
    expect(client.texts()).toEqual([])
  })

  it('keeps what the client has read along already, as their own stop button does', async () => {
    const writer = createWriter()
    await meet({ answering: writer.model })
    const { accountId, channel, clock, previews } = api.flow
    const end = startDrafts({ accountId, channel, clock, previews, logger: silentLogger })
    await begin('Расскажите, что вы делаете?')
    writer.write(`${read} Расскажите, пожалуйста, чем занимается ваша компания и сколько людей в ней работает сейчас.`)
    await api.flow.pass(1000)
    expect(channel.drafts.map(({ markdown }) => markdown)).toEqual([read])
    const answer = await whilePassing(stop())
    expect(answer).toMatchObject({ status: 200, body: { stopped: true, conversation: { handler: 'ai' } } })
    await api.flow.pass(60_000)
    expect(client.texts()).toEqual([read])
    expect(await turns()).toEqual([{ number: 1, outcome: 'replied', reason: 'operator.stopped' }])
    expect(await audits()).toMatchObject([{ after_json: '{"said":"what_was_shown"}' }])
    await end()
  })

  it('is refused for a chat that is not there, and to whoever may only read', async () => {
    await meet()
    expect(await api.ask('POST', '/conversations/4711/stop-answer')).toMatchObject({
      status: 404,
      body: { code: 'conversation.not_found' },
    })
    const headers = await api.gateway.keyOf('viewer')
    const answer = await fetch(`${api.gateway.url}/api/v1/conversations/1/stop-answer`, { method: 'POST', headers })
    expect(answer.status).toBe(403)
  })
})

const read = 'Мы работаем с небольшими компаниями и помогаем им не терять клиентов в переписке.'

/** A model in the middle of a sentence. */
function createWriter(): { readonly model: ChatModel; write(text: string): void; isCancelled(): boolean } {
  let text = ''
  let isCancelled = false
  return {
    isCancelled: () => isCancelled,
    write(soFar) {
      text = soFar
    },
    model: {
      name: 'writer',
      answer(request, signal) {
        request.onSpeaking?.(() => text)
        return asIdle(
          new Promise<ModelOutcome>(resolve => {
            signal.addEventListener('abort', () => {
              isCancelled = true
              resolve({ kind: 'cancelled' })
            })
          }),
        )
      },
    },
  }
}
