import { createServer } from 'node:net'
import { LLMock } from '@copilotkit/aimock'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Clock, Secret, systemClock } from '#shared/utils'
import {
  type Fault,
  type ModelServer,
  type ModelServerOptions,
  startModelServer,
} from '../../testing/model-server/index.ts'
import type { ChatModel, ModelMessage, ModelOutcome, ModelRequest } from './contract.ts'
import { describeModel, question } from './model.contract.ts'
import { createOpenAiCompatibleModel, type OpenAiCompatibleSettings } from './openai-compatible-model.ts'

/** Real time, twenty times as fast: pauses and time-outs keep their proportions, and nobody waits for them. */
const SPEED = 20
const startMs = systemClock.now()
const fastClock: Clock = {
  now: () => startMs + (systemClock.now() - startMs) * SPEED,
  after: (delayMs, callback) => systemClock.after(delayMs / SPEED, callback),
}

const servers: { stop(): Promise<unknown> }[] = []

afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(servers.splice(0).map(server => server.stop()))
})

describeModel('openai-compatible', async () => {
  const { model, server } = await openModel()
  return { model, close: () => server.stop() }
})

describe('a request', () => {
  it.each(['', '/', '/v1', '/v1/'])('finds the server at its address with %j behind it', async suffix => {
    const server = await startServer()
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
    await startServer({ models: ['new'], port: Number(new URL(server.url).port) })
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
    servers.push(mock)
    expect(await ask(createModel({ baseUrl: mock.url, model: 'any' }))).toMatchObject({
      kind: 'answered',
      text: 'Yes 🚲, красный.',
    })
  })
})

describe('a retry', () => {
  it.each<Fault>([
    { kind: 'status', status: 429 },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503 },
    { kind: 'drop' },
    { kind: 'cut', afterChunks: 3 },
    { kind: 'end-early', afterChunks: 3 },
    { kind: 'error-event' },
    { kind: 'garbage' },
  ])('starts from nothing after %o', async fault => {
    const { model, server } = await openModel({ reply: () => 'A whole answer in one piece.' })
    server.failNext(fault)
    expect(await ask(model)).toMatchObject({ kind: 'answered', text: 'A whole answer in one piece.' })
    expect(server.chatRequests()).toHaveLength(2)
  })

  it('is made twice at most', async () => {
    const { model, server } = await openModel()
    server.failAlways({ kind: 'status', status: 503 })
    expect(await ask(model)).toEqual({ kind: 'unavailable', code: 'http_503' })
    expect(server.chatRequests()).toHaveLength(3)
  })

  it('waits as long as the server asks', async () => {
    const { model, server } = await openModel()
    server.failNext({ kind: 'status', status: 429, retryAfterSeconds: 3 })
    expect((await ask(model)).kind).toBe('answered')
    const [first = 0, second = 0] = chatTimes(server)
    expect(second - first).toBeGreaterThanOrEqual(3000)
  })

  it('is not made when the server asks for more time than is left', async () => {
    const { model, server } = await openModel()
    server.failNext({ kind: 'status', status: 429, retryAfterSeconds: 31 })
    expect(await ask(model)).toEqual({ kind: 'unavailable', code: 'http_429' })
    expect(server.chatRequests()).toHaveLength(1)
  })

  it.each([400, 401, 403, 404, 422])('is not made after a refusal that will not change: %i', async status => {
    const { model, server } = await openModel()
    server.failAlways({ kind: 'status', status })
    expect(await ask(model)).toEqual({ kind: 'unavailable', code: `http_${status}` })
    expect(server.chatRequests()).toHaveLength(1)
  })

  it('is made when nothing listens at the address, and its failure named', async () => {
    const { model, server } = await openModel({}, { model: 'test-model' })
    await server.stop()
    expect(await ask(model)).toEqual({ kind: 'unavailable', code: 'connection_failed' })
  })
})

describe('time', () => {
  it('to connect is limited apart', async () => {
    // Takes connections and never says a word of TLS: the connection is not made.
    const mute = createServer(socket => socket.resume())
    await new Promise<void>(resolve => mute.listen(0, '127.0.0.1', resolve))
    servers.push({ stop: () => new Promise(resolve => mute.close(resolve)) })
    const { port } = mute.address() as { port: number }
    const model = createModel({
      baseUrl: `https://127.0.0.1:${port}`,
      model: 'any',
      connectTimeoutMs: 300,
      maxRetries: 0,
    })
    expect(await ask(model)).toEqual({ kind: 'unavailable', code: 'connect_timeout' })
  })

  it('to the first word is limited, and a slow server is not asked again', async () => {
    const { model, server } = await openModel({}, { firstTokenTimeoutMs: 1000 })
    server.failAlways({ kind: 'hang' })
    expect(await ask(model)).toEqual({ kind: 'unavailable', code: 'first_token_timeout' })
    expect(server.chatRequests()).toHaveLength(1)
  })

  it.each<Fault>([
    { kind: 'stall', afterChunks: 3 },
    { kind: 'trickle', pauseMs: 100 },
  ])('for the whole answer is limited: %o', async fault => {
    const { model, server } = await openModel({}, { totalTimeoutMs: 3000 })
    server.failAlways(fault)
    const startedMs = fastClock.now()
    expect(await ask(model)).toEqual({ kind: 'unavailable', code: 'timeout' })
    expect(fastClock.now() - startedMs).toBeGreaterThanOrEqual(3000)
  })

  it('is one limit for all tries and pauses together', async () => {
    const { model, server } = await openModel({}, { totalTimeoutMs: 10_000 })
    server.failNext({ kind: 'status', status: 503, retryAfterSeconds: 8 }, { kind: 'hang' })
    const startedMs = fastClock.now()
    expect(await ask(model)).toEqual({ kind: 'unavailable', code: 'timeout' })
    expect(server.chatRequests()).toHaveLength(2)
    // A limit of its own for the second try would end after 18 s.
    expect(fastClock.now() - startedMs).toBeLessThan(16_000)
  })

  it.each<Fault | null>([null, { kind: 'status', status: 500 }, { kind: 'cut', afterChunks: 2 }, { kind: 'hang' }])(
    'leaves no timer behind: %o',
    async fault => {
      let pending = 0
      const countingClock: Clock = {
        now: fastClock.now,
        after(delayMs, callback) {
          pending += 1
          let isPending = true
          const settle = (): void => {
            if (isPending) pending -= 1
            isPending = false
          }
          const cancel = fastClock.after(delayMs, () => {
            settle()
            callback()
          })
          return () => {
            settle()
            cancel()
          }
        },
      }
      const server = await startServer()
      const model = createModel({ baseUrl: server.url, firstTokenTimeoutMs: 1000 }, countingClock)
      server.failAlways(fault)
      await ask(model)
      await server.stop()
      await ask(model)
      await vi.waitFor(() => expect(pending).toBe(0), { timeout: 100, interval: 2 })
    },
  )

  it('is given back: an answered request leaves its connection to the next', async () => {
    const { model, server } = await openModel()
    for (let count = 0; count < 5; count++) await ask(model)
    expect(server.connectionCount()).toBe(1)
  })
})

describe('a caller that gives up', () => {
  it.each<Fault>([{ kind: 'hang' }, { kind: 'stall', afterChunks: 3 }])(
    'is told so at once, and the server need not write on: %o',
    async fault => {
      const { model, server } = await openModel()
      server.failAlways(fault)
      const caller = new AbortController()
      const answer = model.answer(question, caller.signal)
      await vi.waitFor(() => expect(server.chatRequests()).toHaveLength(1))
      caller.abort()
      expect(await answer).toEqual({ kind: 'cancelled' })
      await vi.waitFor(() => expect(server.abandonedCount()).toBe(1))
    },
  )

  it('is told so in the pause before a retry', async () => {
    const { model, server } = await openModel()
    server.failAlways({ kind: 'status', status: 503, retryAfterSeconds: 29 })
    const caller = new AbortController()
    const answer = model.answer(question, caller.signal)
    await vi.waitFor(() => expect(server.chatRequests()).toHaveLength(1))
    caller.abort()
    expect(await answer).toEqual({ kind: 'cancelled' })
    expect(server.chatRequests()).toHaveLength(1)
  })
})

describe('the circuit', () => {
  it('opens after five failed tries, and then no request leaves', async () => {
    const { model, server } = await openModel()
    server.failAlways({ kind: 'status', status: 500 })
    expect(await ask(model)).toEqual({ kind: 'unavailable', code: 'http_500' })
    await ask(model)
    expect(server.chatRequests()).toHaveLength(5)
    expect(await ask(model)).toEqual({ kind: 'unavailable', code: 'breaker_open' })
    expect(server.chatRequests()).toHaveLength(5)
  })

  it('lets one request through after ten seconds, and closes when that is answered', async () => {
    const { model, server } = await openModel()
    await openCircuit(model, server)
    passSeconds(10)
    const outcomes = await Promise.all([ask(model), ask(model), ask(model)])
    expect(outcomes.map(nameOutcome)).toEqual(['answered', 'breaker_open', 'breaker_open'])
    expect(await ask(model)).toMatchObject({ kind: 'answered' })
  })

  it('stays open when the probe fails', async () => {
    const { model, server } = await openModel()
    await openCircuit(model, server)
    passSeconds(10)
    server.failNext({ kind: 'status', status: 500 })
    expect(nameOutcome(await ask(model))).toBe('breaker_open')
    expect(server.chatRequests()).toHaveLength(6)
    expect(nameOutcome(await ask(model))).toBe('breaker_open')
    expect(server.chatRequests()).toHaveLength(6)
  })

  it('is not moved by callers that give up: neither a failure nor a success', async () => {
    const { model, server } = await openModel({}, { maxRetries: 0 })
    server.failAlways({ kind: 'status', status: 500 })
    for (let count = 0; count < 4; count++) await ask(model)
    server.failNext({ kind: 'hang' })
    await askAndGiveUp(model, server)
    expect(nameOutcome(await ask(model))).toBe('http_500')
    expect(nameOutcome(await ask(model))).toBe('breaker_open')
  })

  it('stays open when the caller of the probe gives up', async () => {
    const { model, server } = await openModel()
    await openCircuit(model, server)
    passSeconds(10)
    server.failNext({ kind: 'hang' })
    await askAndGiveUp(model, server)
    expect(nameOutcome(await ask(model))).toBe('breaker_open')
    passSeconds(10)
    expect(nameOutcome(await ask(model))).toBe('answered')
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

async function startServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const server = await startModelServer({ clock: fastClock, ...options })
  servers.push(server)
  return server
}

async function openModel(
  options: ModelServerOptions = {},
  settings: Partial<OpenAiCompatibleSettings> = {},
): Promise<{ readonly server: ModelServer; readonly model: ChatModel }> {
  const server = await startServer(options)
  return { server, model: createModel({ baseUrl: server.url, ...settings }) }
}

function createModel(
  settings: Partial<OpenAiCompatibleSettings> & { readonly baseUrl: string },
  clock: Clock = fastClock,
): ChatModel {
  return createOpenAiCompatibleModel(
    {
      apiKey: null,
      model: null,
      contextTokens: 12_384,
      connectTimeoutMs: 5000,
      firstTokenTimeoutMs: 20_000,
      totalTimeoutMs: 30_000,
      maxRetries: 2,
      ...settings,
    },
    { clock, chance: () => 0.5 },
  )
}

function ask(model: ChatModel, request: Partial<ModelRequest> = {}): Promise<ModelOutcome> {
  return model.answer({ ...question, ...request }, new AbortController().signal)
}

function chatTimes(server: ModelServer): readonly number[] {
  return server.journal.filter(entry => entry.path === '/v1/chat/completions').map(entry => entry.atMs)
}

function nameOutcome(outcome: ModelOutcome): string {
  return outcome.kind === 'unavailable' ? outcome.code : outcome.kind
}

async function askAndGiveUp(model: ChatModel, server: ModelServer): Promise<void> {
  const seen = server.chatRequests().length
  const caller = new AbortController()
  const answer = model.answer(question, caller.signal)
  await vi.waitFor(() => expect(server.chatRequests().length).toBe(seen + 1))
  caller.abort()
  expect(await answer).toEqual({ kind: 'cancelled' })
}

async function openCircuit(model: ChatModel, server: ModelServer): Promise<void> {
  server.failAlways({ kind: 'status', status: 500 })
  await ask(model)
  await ask(model)
  server.failAlways(null)
}

/** The circuit breaker looks at the wall clock; timers go on as they are. */
function passSeconds(seconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 })
}
