import OpenAI from 'openai'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClock } from '#shared/utils'
import { demoReply } from './demo-reply.ts'
import type { Fault } from './fault.ts'
import { type ModelServer, type ModelServerOptions, startModelServer } from './start-model-server.ts'

const ask = { model: 'test-model', messages: [{ role: 'user' as const, content: 'Привет 🚲' }] }

describe('to the openai package it is an OpenAI server', () => {
  it('that streams an answer with usage', async () => {
    const server = await start({ tokens: 4 })
    const stream = await client(server).chat.completions.create({
      ...ask,
      stream: true,
      stream_options: { include_usage: true },
    })
    const deltas: string[] = []
    let usage: unknown
    for await (const chunk of stream) {
      deltas.push(chunk.choices[0]?.delta.content ?? '')
      usage = chunk.usage ?? usage
    }
    expect(deltas.join('')).toBe('You said: Привет 🚲')
    expect(deltas.filter(delta => delta !== '')).toHaveLength(4)
    expect(usage).toEqual({ prompt_tokens: 9, completion_tokens: 7, total_tokens: 16 })
  })

  it('that answers at once', async () => {
    const server = await start({ reply: request => `to ${request.messages.length}` })
    const completion = await client(server).chat.completions.create(ask)
    expect(completion.choices[0]).toMatchObject({ message: { content: 'to 1' }, finish_reason: 'stop' })
  })

  it('that lists its models with their context, and makes embeddings', async () => {
    const server = await start({ models: ['one', 'two'], maxModelLen: 4096 })
    const models = await client(server).models.list()
    expect(models.data.map(model => model.id)).toEqual(['one', 'two'])
    expect(models.data[0]).toHaveProperty('max_model_len', 4096)
    const { data } = await client(server).embeddings.create({ model: 'one', input: ['bicycle', 'bicycles', 'tea'] })
    const [bicycle, bicycles, tea] = data.map(entry => entry.embedding)
    expect(cosine(bicycle, bicycle)).toBeCloseTo(1, 5)
    expect(cosine(bicycle, bicycles)).toBeGreaterThan(cosine(bicycle, tea))
  })
})

describe('it refuses like vLLM', () => {
  it.each([
    [
      'a prompt that fills the context',
      { ...ask, messages: [{ role: 'user', content: 'x'.repeat(400) }] },
      400,
      /maximum context length is 100 tokens.*104 input tokens/,
    ],
    [
      'an answer that does not fit beside the prompt',
      { ...ask, max_tokens: 95 },
      400,
      /too large: 95\..*9 input tokens \(95 > 100 - 9\)/,
    ],
    ['an unknown model', { ...ask, model: 'other' }, 404, /`other` does not exist/],
    ['no messages', { ...ask, messages: [] }, 400, /messages/],
    ['a wrong role', { ...ask, messages: [{ role: 'bot', content: '' }] }, 400, /messages\.0\.role/],
    ['a temperature of 3', { ...ask, temperature: 3 }, 400, /temperature/],
    ['no JSON', '{', 400, /./],
  ])('%s', async (_, body, status, words) => {
    const server = await start({ maxModelLen: 100 })
    const response = await post(server, typeof body === 'string' ? body : JSON.stringify(body))
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ error: { message: expect.stringMatching(words), code: status } })
  })

  it('a body that is not called JSON, a wrong key, an unknown path', async () => {
    const server = await start({ apiKey: 'key-1' })
    const headers = { authorization: 'Bearer key-1', 'content-type': 'text/plain' }
    expect((await post(server, JSON.stringify(ask), headers)).status).toBe(415)
    expect((await post(server, JSON.stringify(ask), { ...headers, authorization: 'Bearer key-2' })).status).toBe(401)
    expect((await fetch(`${server.url}/v2/models`, { headers })).status).toBe(404)
  })

  it('to write more than it was asked for', async () => {
    const server = await start({ reply: () => 'word '.repeat(100) })
    const completion = await client(server).chat.completions.create({ ...ask, max_tokens: 10 })
    expect(completion).toMatchObject({ choices: [{ finish_reason: 'length' }], usage: { completion_tokens: 10 } })
    expect(completion.choices[0]?.message.content?.length).toBe(40)
  })
})

describe('it fails as told', () => {
  it('once for each fault in a row, then no more', async () => {
    const server = await start()
    server.failNext({ kind: 'status', status: 429, retryAfterSeconds: 7 }, { kind: 'status', status: 500 })
    const first = await post(server)
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '7'])
    expect([(await post(server)).status, (await post(server)).status]).toEqual([500, 200])
  })

  it.each<[Fault, string]>([
    [{ kind: 'drop' }, 'fetch failed'],
    [{ kind: 'cut', afterChunks: 2 }, 'terminated'],
    [{ kind: 'stall', afterChunks: 2 }, 'timeout'],
    [{ kind: 'hang' }, 'timeout'],
  ])('with a connection that brings no end: %o', async (fault, message) => {
    const server = await start()
    server.failAlways(fault)
    const read = async (): Promise<string> =>
      (await post(server, undefined, undefined, AbortSignal.timeout(100))).text()
    await expect(read()).rejects.toThrow(message)
  })

  it.each<[Fault, RegExp]>([
    [{ kind: 'end-early', afterChunks: 2 }, /^(?!.*\[DONE\])/s],
    [{ kind: 'garbage' }, /502 Bad Gateway/],
    [{ kind: 'error-event' }, /"error":\{"message":"EngineCore died"/],
    [{ kind: 'null-content' }, /"content":null/],
    [{ kind: 'thinking', isClosed: true }, /"<th"/],
    [{ kind: 'split-surrogates' }, /"\\ud83d"/],
  ])('with a stream that is not what it should be: %o', async (fault, body) => {
    const server = await start()
    server.failAlways(fault)
    expect(await (await post(server)).text()).toMatch(body)
  })
})

describe('it is observed', () => {
  it('by a journal that forgets the oldest', async () => {
    const server = await start({ journalSize: 2 })
    for (const content of ['one', 'two', 'three']) {
      await post(server, JSON.stringify({ ...ask, messages: [{ role: 'user', content }] }))
    }
    expect(server.chatRequests().map(request => request.messages[0]?.content)).toEqual(['two', 'three'])
  })

  it('to answer after its latency, spread over a range in the same way every time', async () => {
    const waits: number[] = []
    const clock = createFakeClock()
    const noting = { ...clock, after: (delayMs: number, run: () => void) => clock.after(waits.push(delayMs) * 0, run) }
    const server = await start({ latencyMs: [50, 300], clock: noting })
    for (let count = 0; count < 4; count++) {
      const response = post(server)
      while (waits.length <= count) await new Promise(setImmediate)
      await clock.advance(0)
      await (await response).text()
    }
    expect(waits.map(Math.round)).toEqual([50, 205, 109, 264])
  })
})

it('speaks the language of the client in the demo, and quotes them', () => {
  const reply = (content: string): string => demoReply({ ...ask, messages: [{ role: 'user', content }] })
  expect(reply('Сколько стоит?')).toMatch(/^Спасибо.*«Сколько стоит\?»/)
  expect(reply('How much\nis it?')).toMatch(/^Thank you.*“How much is it\?”/)
})

async function start(options: ModelServerOptions = {}): Promise<ModelServer> {
  const server = await startModelServer(options)
  onTestFinished(() => server.stop())
  return server
}

function client(server: ModelServer): OpenAI {
  return new OpenAI({ apiKey: 'none', baseURL: `${server.url}/v1`, maxRetries: 0 })
}

function post(
  server: ModelServer,
  body = JSON.stringify({ ...ask, stream: true }),
  headers: Record<string, string> = { 'content-type': 'application/json' },
  signal: AbortSignal | null = null,
): Promise<Response> {
  return fetch(`${server.url}/v1/chat/completions`, { method: 'POST', body, headers, signal })
}

function cosine(left: readonly number[] = [], right: readonly number[] = []): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0)
}
