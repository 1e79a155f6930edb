import { LLMock } from '@copilotkit/aimock'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Secret } from '#shared/utils'
import type { Fault } from '../../testing/model-server/index.ts'
import { createModel, openModel, openServer } from '../../testing/model-server/open-model.ts'
import type { ChatModel, ModelMessage, ModelOutcome, ModelRequest } from './contract.ts'
import { describeModel, question } from './model.contract.ts'

describeModel('openai-compatible', async () => {
  const { model, server } = await openModel()
  return { model, close: () => server.stop() }
})

describe('a request', () => {
  it.each(['', '/', '/v1', '/v1/'])('finds the server at its address with %j behind it', async suffix => {
    const server = await openServer()
    const model = createModel({ baseUrl: `${server.url}${suffix}` })
    expect(await ask(model)).toMatchObject({ kind: 'answered', model: 'test-model' })
  })

  it('carries the settings, and asks for a stream with usage', async () => {
    const { model, server } = await openModel()
    await ask(model, { temperature: 0.7, maxTokens: 55 })
    expect(server.chatRequests()).toEqual([
      {
        model: 'test-model',
        messages: question.messages,
        temperature: 0.7,
        max_tokens: 55,
        stream: true,
        stream_options: { include_usage: true },
      },
    ])
  })

  it('carries the key, and none when it is empty', async () => {
    const { model, server } = await openModel({ apiKey: 'key-1' }, { apiKey: new Secret('key-1') })
    expect((await ask(model)).kind).toBe('answered')
    const without = createModel({ baseUrl: server.url, apiKey: new Secret('') })
    expect(await ask(without)).toEqual({ kind: 'unavailable', code: 'http_401' })
  })

  it('takes the first model of the list, and asks for the list once', async () => {
    const { model, server } = await openModel({ models: ['first', 'second'] })
    await Promise.all([ask(model), ask(model)])
    expect(server.chatRequests().map(request => request.model)).toEqual(['first', 'first'])
    expect(server.journal.filter(entry => entry.path === '/v1/models')).toHaveLength(1)
  })

  it('takes the model of the settings, and says when the server does not have it', async () => {
    const { server, model } = await openModel({ models: ['first', 'second'] }, { model: 'second' })
    expect(await ask(model)).toMatchObject({ kind: 'answered', model: 'second' })
    expect(await ask(createModel({ baseUrl: server.url, model: 'third' }))).toEqual({
      kind: 'unavailable',
      code: 'http_404',
    })
  })
})

describe('a server that comes back with another model', () => {
  it('is asked for its list again', async () => {
    const { model, server } = await openModel({ models: ['old'] })
    expect(await ask(model)).toMatchObject({ model: 'old' })
    await server.stop()
    await openServer({ models: ['new'], port: Number(new URL(server.url).port) })
    expect(await ask(model)).toMatchObject({ kind: 'answered', model: 'new' })
  })
})

describe('an answer', () => {
  it('comes whole, with the usage that the server counted', async () => {
    const { model } = await openModel({ reply: () => 'Да, есть красный. 🚲', countTokens: text => text.length })
    expect(await ask(model)).toEqual({
      kind: 'answered',
      text: 'Да, есть красный. 🚲',
      isTruncated: false,
      model: 'test-model',
      usage: { promptTokens: 18 + 25 + 8, completionTokens: 20 },
      firstTokenMs: expect.any(Number),
    })
  })

  it('is marked when the server stopped at the limit', async () => {
    const { model } = await openModel({ reply: () => 'word '.repeat(100) })
    const outcome = await ask(model, { maxTokens: 5 })
    expect(outcome).toMatchObject({ kind: 'answered', isTruncated: true, usage: { completionTokens: 5 } })
  })

  it('keeps emoji whole when the server splits them over two chunks', async () => {
    const { model, server } = await openModel({ reply: () => 'One 👩‍👩‍👧 and 🚲!' })
    server.failNext({ kind: 'split-surrogates' })
    expect(await ask(model)).toMatchObject({ kind: 'answered', text: 'One 👩‍👩‍👧 and 🚲!' })
  })

  it('loses half a character that stayed alone', async () => {
    const { model } = await openModel({ reply: () => 'cut \ud83d' })
    expect(await ask(model)).toMatchObject({ kind: 'answered', text: 'cut' })
  })

  it('comes without the thoughts', async () => {
    const { model, server } = await openModel({ reply: () => 'Yes.' })
    server.failNext({ kind: 'thinking', isClosed: true })
    expect(await ask(model)).toMatchObject({ kind: 'answered', text: 'Yes.' })
  })

  it.each<Fault>([{ kind: 'thinking', isClosed: false }, { kind: 'empty' }, { kind: 'null-content' }])(
    'that is no answer is called so and not asked for again: %o',
    async fault => {
      const { model, server } = await openModel()
      server.failNext(fault)
      expect(await ask(model)).toEqual({ kind: 'unavailable', code: 'empty_answer' })
      expect(server.chatRequests()).toHaveLength(1)
    },
  )

  it('is read from a server of other people in the same way (aimock, one letter a chunk)', async () => {
    const mock = new LLMock({ port: 0, chunkSize: 1 })
    mock.onMessage('red one', { content: 'Yes 🚲, красный.' })
    await mock.start()
    onTestFinished(() => mock.stop())
    expect(await ask(createModel({ baseUrl: mock.url, model: 'any' }))).toMatchObject({
      kind: 'answered',
      text: 'Yes 🚲, красный.',
    })
  })
})

describe('the context', () => {
  const dialogue: ModelMessage[] = Array.from({ length: 200 }, (_, index) => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    content: `Сообщение номер ${index}: сколько стоит велосипед и когда его привезут?`,
  }))
  const long = { messages: [...question.messages.slice(0, 1), ...dialogue, ...question.messages.slice(1)] }

  it('of the server is never exceeded, however long the dialogue', async () => {
    const { model, server } = await openModel({ maxModelLen: 1000 })
    expect(await ask(model, long)).toMatchObject({ kind: 'answered', text: 'You said: Do you have a red one? 🚲' })
    const [request] = server.chatRequests()
    expect(server.chatRequests()).toHaveLength(1)
    expect(request?.messages.at(0)).toEqual(question.messages[0])
    expect(request?.messages.length).toBeGreaterThan(5)
  })

  it('is learnt from a refusal: one smaller try, and no refusal after it', async () => {
    const { model, server } = await openModel({ maxModelLen: 1000, countTokens: text => text.length })
    expect((await ask(model, long)).kind).toBe('answered')
    expect(server.chatRequests()).toHaveLength(2)
    expect((await ask(model, long)).kind).toBe('answered')
    expect(server.chatRequests()).toHaveLength(3)
  })

  it('is learnt from a refusal also where the list of models does not tell it', async () => {
    const { model, server } = await openModel({ maxModelLen: 1000, hidesMaxModelLen: true })
    expect((await ask(model, long)).kind).toBe('answered')
    expect(server.chatRequests()).toHaveLength(2)
  })

  it('is learnt from the usage that servers count, before a refusal', async () => {
    const { model, server } = await openModel({ maxModelLen: 2000, countTokens: text => text.length })
    const short = {
      messages: [...question.messages.slice(0, 1), ...dialogue.slice(0, 16), ...question.messages.slice(1)],
    }
    expect((await ask(model, short)).kind).toBe('answered')
    expect((await ask(model, long)).kind).toBe('answered')
    expect(server.chatRequests()).toHaveLength(2)
  })
})

function ask(model: ChatModel, request: Partial<ModelRequest> = {}): Promise<ModelOutcome> {
  return model.answer({ ...question, ...request }, new AbortController().signal)
}
