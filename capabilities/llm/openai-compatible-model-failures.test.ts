import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Clock } from '#shared/utils'
import type { Fault, ModelServer } from '../../testing/model-server/index.ts'
import { createModel, fastClock, openModel, openServer } from '../../testing/model-server/open-model.ts'
import type { ChatModel, ModelOutcome } from './contract.ts'
import { question } from './model.contract.ts'

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
    onTestFinished(() => void mute.close())
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
        ...fastClock,
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
      const server = await openServer()
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
      await expect.poll(() => server.chatRequests()).toHaveLength(1)
      caller.abort()
      expect(await answer).toEqual({ kind: 'cancelled' })
      await expect.poll(() => server.abandonedCount()).toBe(1)
    },
  )

  it('is told so in the pause before a retry', async () => {
    const { model, server } = await openModel()
    server.failAlways({ kind: 'status', status: 503, retryAfterSeconds: 29 })
    const caller = new AbortController()
    const answer = model.answer(question, caller.signal)
    await expect.poll(() => server.chatRequests()).toHaveLength(1)
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

function ask(model: ChatModel): Promise<ModelOutcome> {
  return model.answer(question, new AbortController().signal)
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
  await expect.poll(() => server.chatRequests().length).toBe(seen + 1)
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
  fastClock.pass(seconds * 1000)
}
