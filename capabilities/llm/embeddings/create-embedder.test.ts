import { describe, expect, it } from 'vitest'
import { type Logger, silentLogger } from '#shared/utils'
import type { ModelServer, ModelServerOptions } from '../../../testing/model-server/index.ts'
import { fastClock, openServer } from '../../../testing/model-server/open-model.ts'
import { createEmbedder, type EmbedderSettings } from './create-embedder.ts'
import type { Embedder, EmbeddingOutcome } from './embedder.ts'

const chatAndMeaning = { models: ['chat-model', 'bge-small'], embeddingModels: ['bge-small'] }

describe('embeddings', () => {
  it('come from the model of the list that makes them, one vector a text, in their order', async () => {
    const { embedder, server } = await open(chatAndMeaning)
    const outcome = await embed(embedder, ['bicycle', 'tea', 'bicycle'])
    if (outcome.kind !== 'vectors') throw new Error(outcome.code)
    const [first, second, third] = outcome.vectors
    expect(outcome.model).toBe('bge-small:64')
    expect(first).toEqual(third)
    expect(first).not.toEqual(second)
    expect(requestsOf(server)).toEqual([{ model: 'bge-small', input: ['bicycle', 'tea', 'bicycle'] }])
  })

  it('come from the model of the settings, also where the server has no list', async () => {
    const { embedder } = await open({ models: ['house-model'] }, { model: 'house-model' })
    expect(await embed(embedder, ['tea'])).toMatchObject({ kind: 'vectors', model: 'house-model:64' })
  })

  it('are asked for in requests of a size that servers take', async () => {
    const { embedder, server } = await open(chatAndMeaning)
    const texts = Array.from({ length: 70 }, (_, number) => `text ${number}`)
    const outcome = await embed(embedder, [...texts, 'x'.repeat(20_000), 'y'.repeat(20_000)])
    expect(outcome.kind === 'vectors' && outcome.vectors).toHaveLength(72)
    expect(requestsOf(server).map(({ input }) => input.length)).toEqual([32, 32, 7, 1])
  })

  it('of texts that the model cannot read whole are those of their beginnings', async () => {
    const { embedder, server } = await open({ ...chatAndMeaning, maxEmbeddingTokens: 500 })
    expect(await embed(embedder, ['x'.repeat(6000), 'short'])).toMatchObject({ kind: 'vectors' })
    const sent = requestsOf(server).map(({ input }) => input.map(text => text.length))
    expect(sent).toEqual([
      [6000, 5],
      [3000, 5],
      [1500, 5],
    ])
    // The limit is learned: the next long text is sent short at once.
    await embed(embedder, ['z'.repeat(6000)])
    expect(requestsOf(server)).toHaveLength(4)
  })

  it('of another length are those of another model, whatever the server calls it', async () => {
    let dimensions = 3
    const lines: object[] = []
    const logger: Logger = { ...silentLogger, info: (event, fields) => void lines.push({ event, ...fields }) }
    const { embedder } = await open({ ...chatAndMeaning, embed: () => new Array(dimensions).fill(1) }, {}, logger)
    expect(await embed(embedder, ['tea'])).toMatchObject({ model: 'bge-small:3' })
    dimensions = 5
    expect(await embed(embedder, ['tea'])).toMatchObject({ model: 'bge-small:5' })
    expect(lines).toEqual([
      { event: 'embeddings.available', model: 'bge-small:3', earlierModel: null },
      { event: 'embeddings.available', model: 'bge-small:5', earlierModel: 'bge-small:3' },
    ])
  })

  it('of two lengths in one call are none', async () => {
    let count = 0
    const { embedder } = await open({ ...chatAndMeaning, embed: () => new Array(count++ < 32 ? 3 : 5).fill(1) })
    expect(await embed(embedder, new Array(33).fill('tea'))).toEqual({ kind: 'unavailable', code: 'bad_answer' })
  })
})

describe('a server without embeddings', () => {
  it.each<[string, ModelServerOptions, Partial<EmbedderSettings>, string]>([
    ['whose list has no such model', { models: ['chat-model'] }, {}, 'no_such_model'],
    ['that refuses the model', { models: ['chat'], embeddingModels: [] }, { model: 'chat' }, 'http_400'],
    ['that does not know the model', { models: ['chat'] }, { model: 'bge-typo' }, 'http_404'],
  ])('%s is asked once in ten minutes', async (_, options, settings, code) => {
    const { embedder, server } = await open(options, settings)
    for (let count = 0; count < 5; count++) {
      expect(await embed(embedder, ['tea'])).toEqual({ kind: 'unavailable', code })
    }
    const asked = server.journal.length
    expect(requestsOf(server).length).toBeLessThanOrEqual(1)
    passSeconds(601)
    await embed(embedder, ['tea'])
    expect(server.journal.length).toBe(2 * asked)
  })
})

describe('a server that fails', () => {
  it.each([{ kind: 'status', status: 503 } as const, { kind: 'drop' } as const, { kind: 'garbage' } as const])(
    'with %o is asked again, twice at most',
    async fault => {
      const { embedder, server } = await open(chatAndMeaning)
      server.failNextEmbeddings(fault)
      expect(await embed(embedder, ['tea'])).toMatchObject({ kind: 'vectors' })
      server.failEmbeddingsAlways(fault)
      expect(await embed(embedder, ['tea'])).toMatchObject({ kind: 'unavailable' })
      expect(requestsOf(server)).toHaveLength(2 + 3)
    },
  )

  it('because it is busy gets the time that it asks for', async () => {
    const { embedder, server } = await open(chatAndMeaning)
    server.failNextEmbeddings({ kind: 'status', status: 429, retryAfterSeconds: 3 })
    expect(await embed(embedder, ['tea'])).toMatchObject({ kind: 'vectors' })
    const [first = 0, second = 0] = timesOf(server)
    expect(second - first).toBeGreaterThanOrEqual(3000)
  })

  it('five times in a row is left alone until a request finds it well', async () => {
    const { embedder, server } = await open(chatAndMeaning)
    server.failEmbeddingsAlways({ kind: 'status', status: 500 })
    await embed(embedder, ['tea'])
    await embed(embedder, ['tea'])
    expect(await embed(embedder, ['tea'])).toEqual({ kind: 'unavailable', code: 'breaker_open' })
    expect(requestsOf(server)).toHaveLength(5)
    server.failEmbeddingsAlways(null)
    passSeconds(10)
    expect(await embed(embedder, ['tea'])).toMatchObject({ kind: 'vectors' })
  })

  it('to answer in time is asked for half as much the next time', async () => {
    const { embedder, server } = await open(chatAndMeaning, { totalTimeoutMs: 2000 })
    server.failNextEmbeddings({ kind: 'hang' })
    const texts = new Array(32).fill('tea')
    expect(await embed(embedder, texts)).toEqual({ kind: 'unavailable', code: 'timeout' })
    expect(await embed(embedder, texts)).toMatchObject({ kind: 'vectors' })
    expect(requestsOf(server).map(({ input }) => input.length)).toEqual([32, 16, 16])
  })

  it('to answer at all keeps no caller who gives up', async () => {
    const { embedder, server } = await open(chatAndMeaning)
    server.failEmbeddingsAlways({ kind: 'hang' })
    const caller = new AbortController()
    const outcome = embedder.embed(['tea'], caller.signal)
    await expect.poll(() => requestsOf(server)).toHaveLength(1)
    caller.abort()
    expect(await outcome).toEqual({ kind: 'unavailable', code: 'cancelled' })
    await expect.poll(() => server.abandonedCount()).toBe(1)
  })

  it('because it is not there is an outcome as well', async () => {
    const { embedder, server } = await open(chatAndMeaning)
    await server.stop()
    expect(await embed(embedder, ['tea'])).toEqual({ kind: 'unavailable', code: 'connection_failed' })
  })
})

async function open(options: ModelServerOptions, settings: Partial<EmbedderSettings> = {}, logger = silentLogger) {
  const server = await openServer(options)
  const shipped = { apiKey: null, model: null, connectTimeoutMs: 5000, totalTimeoutMs: 30_000, maxRetries: 2 }
  const embedder = createEmbedder(
    { ...shipped, baseUrl: server.url, ...settings },
    { clock: fastClock, chance: () => 0.5, logger },
  )
  return { server, embedder }
}

function embed(embedder: Embedder, texts: readonly string[]): Promise<EmbeddingOutcome> {
  return embedder.embed(texts, new AbortController().signal)
}

function entriesOf(server: ModelServer) {
  return server.journal.filter(({ path }) => path === '/v1/embeddings')
}

/** The journal holds what was sent as JSON; the strict server has refused what is not of this shape. */
function requestsOf(server: ModelServer) {
  return entriesOf(server).map(({ body }) => body as { readonly model: string; readonly input: readonly string[] })
}

function timesOf(server: ModelServer): readonly number[] {
  return entriesOf(server).map(({ atMs }) => atMs)
}

/** The fast clock and the circuit breaker look at the wall clock; timers go on as they are. */
function passSeconds(seconds: number): void {
  fastClock.pass(seconds * 1000)
}
