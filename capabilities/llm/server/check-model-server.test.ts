import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#shared/utils'
import { type ModelServer, type ModelServerOptions, startModelServer } from '../../../testing/model-server/index.ts'
import { checkModelServer, type ModelServerCheck, type ModelServerCheckSettings } from './check-model-server.ts'

it('says which model is ready, how much it reads and how fast it is', async () => {
  const server = await startServer({
    models: ['one', 'two'],
    maxModelLen: 2048,
    latencyMs: 30,
    chunkIntervalMs: 5,
    tokens: 10,
    reply: () => '1, 2, 3 '.repeat(40),
  })
  const check = await checkServer(server)
  if (check.kind !== 'ready') throw new Error(JSON.stringify(check))
  expect(check).toMatchObject({ model: 'one', contextTokens: 2048 })
  expect(check.latencyMs).toBeGreaterThanOrEqual(29)
  // 63 tokens after the first one, in at least nine pauses of 5 ms.
  expect(check.tokensPerSecond).toBeGreaterThan(10)
  expect(check.tokensPerSecond).toBeLessThan(63 / 0.04)
  expect(server.chatRequests().map(request => request.max_tokens)).toEqual([1, 64])
})

it('calls a model that thinks instead of answering ready', async () => {
  const server = await startServer()
  server.failNext({ kind: 'thinking', isClosed: false })
  expect((await checkServer(server)).kind).toBe('ready')
})

it('says that the model of the settings is not there, and which are', async () => {
  const server = await startServer({ models: ['one', 'two'] })
  expect(await checkServer(server, { model: 'three' })).toEqual({
    kind: 'model-missing',
    wanted: 'three',
    served: ['one', 'two'],
  })
})

it('says why the list cannot be read', async () => {
  const locked = await startServer({ apiKey: 'key' })
  expect(await checkServer(locked)).toMatchObject({ kind: 'unreachable', code: 'http_401' })
  await locked.stop()
  expect(await checkServer(locked)).toMatchObject({ kind: 'unreachable', code: 'connection_failed' })
})

it('says that a server lists models and does not answer', async () => {
  const server = await startServer()
  server.failAlways({ kind: 'hang' })
  expect(await checkServer(server, { timeoutMs: 50 })).toMatchObject({ kind: 'silent', code: 'timeout' })
  server.failAlways({ kind: 'status', status: 500 })
  expect(await checkServer(server)).toMatchObject({ kind: 'silent', code: 'http_500' })
})

async function startServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const server = await startModelServer(options)
  onTestFinished(() => server.stop())
  return server
}

function checkServer(server: ModelServer, settings: Partial<ModelServerCheckSettings> = {}): Promise<ModelServerCheck> {
  return checkModelServer(
    { baseUrl: server.url, apiKey: null, model: null, connectTimeoutMs: 1000, timeoutMs: 5000, ...settings },
    systemClock,
  )
}
