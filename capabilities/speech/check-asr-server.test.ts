import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#shared/utils'
import { startAsrServer } from '../../testing/asr-server/index.ts'
import { startLoopbackServer } from '../../testing/loopback-server.ts'
import { type AsrServerCheck, checkAsrServer } from './check-asr-server.ts'

it.each(['', '/'])(
  'finds a speech server ready, and gives it nothing to hear (%j behind the address)',
  async suffix => {
    const server = await startAsrServer()
    onTestFinished(() => server.stop())
    expect(await check(`${server.url}${suffix}`)).toEqual({ kind: 'ready', latencyMs: expect.any(Number) })
    expect(server.uploads).toEqual([])
  },
)

it.each([
  [200, 'reachable'],
  [400, 'reachable'],
  [404, 'reachable'],
  [405, 'reachable'],
  [302, 'failing'],
  [401, 'failing'],
  [500, 'failing'],
  [503, 'failing'],
])('calls a server that answers %i %s', async (status, kind) => {
  const url = await startAnswering(status)
  expect(await check(url)).toMatchObject({ kind, status })
})

it('says that nothing listens', async () => {
  const server = await startAsrServer()
  await server.stop()
  expect(await check(server.url)).toMatchObject({ kind: 'unreachable', code: 'ECONNREFUSED' })
})

it('gives up on a server that says nothing', async () => {
  const server = await startLoopbackServer(() => {})
  onTestFinished(() => server.stop())
  expect(await check(server.url, 50)).toMatchObject({ kind: 'unreachable', code: 'timeout' })
})

async function startAnswering(status: number): Promise<string> {
  const server = await startLoopbackServer((_, response) =>
    response.writeHead(status, { location: '/elsewhere' }).end(),
  )
  onTestFinished(() => server.stop())
  return server.url
}

function check(baseUrl: string, timeoutMs = 5000): Promise<AsrServerCheck> {
  return checkAsrServer({ baseUrl, timeoutMs }, systemClock)
}
