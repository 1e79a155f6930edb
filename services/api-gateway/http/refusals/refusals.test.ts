import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { silentLogger } from '#shared/utils'
import { startTestGateway, type TestGateway, testAdminKey } from '../../../../testing/gateway-harness.ts'
import { createServer } from '../create-server.ts'
import { isDeeperThan } from './refuse-deep-bodies.ts'

let test: TestGateway
beforeAll(async () => {
  test = await startTestGateway()
})
afterAll(() => test.close())

async function post(body: string, headers: Record<string, string> = {}): Promise<unknown> {
  const response = await fetch(`${test.url}/api/v1/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${testAdminKey}`, 'content-type': 'application/json', ...headers },
    body,
  })
  return [response.status, ((await response.json()) as { code: string }).code]
}

describe('a body', () => {
  it.each([
    ['of other than JSON', '<a/>', { 'content-type': 'text/xml' }, [415, 'request.unsupported_type']],
    ['that is broken', '{"name":', {}, [400, 'request.malformed']],
    ['that would change what objects inherit', '{"__proto__":{"role":"admin"}}', {}, [400, 'request.malformed']],
    ['beyond 256 KB', JSON.stringify({ name: 'x'.repeat(300_000) }), {}, [413, 'request.too_large']],
    ['nested 33 deep', '['.repeat(33) + ']'.repeat(33), {}, [422, 'request.too_deep']],
    ['nested 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000), {}, [422, 'request.too_deep']],
  ])('%s is refused', async (_name, body, headers, answer) => {
    expect(await post(body, headers)).toEqual(answer)
  })

  it.each([
    [null, 0, false],
    [{}, 0, true],
    [{ a: 1 }, 1, false],
    [{ a: [{}] }, 3, false],
    [{ a: [{}] }, 2, true],
  ])('%j deeper than %i: %s', (value, depth, answer) => {
    expect(isDeeperThan(value, depth)).toBe(answer)
  })
})

describe('a method that a path does not know', () => {
  it.each([
    ['PATCH', '/api/v1/keys', 'GET, HEAD, POST'],
    ['POST', '/api/v1/keys/1', 'DELETE'],
    ['DELETE', '/health', 'GET, HEAD'],
  ])('%s %s is 405 and told which ones it knows', async (method, path, allow) => {
    const response = await fetch(`${test.url}${path}`, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
    expect(await response.json()).toMatchObject({ code: 'request.method_not_allowed' })
  })

  it.each(['/api/v1/keys/', '/api/v1/keys/1/2', '/api/v2/keys', '/healthy'])('%s is nothing at all', async path => {
    expect((await fetch(`${test.url}${path}`, { method: 'PATCH' })).status).toBe(404)
  })
})

describe('a client that sends too slowly', () => {
  it.each([
    ['its headers', 'GET / HTTP/1.1\r\nHost: a\r\n'],
    ['its body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc'],
  ])('is cut off in the middle of %s', async (_name, beginning) => {
    const limits = { headersTimeout: 40, requestTimeout: 80, connectionsCheckingInterval: 20 }
    const server = createServer((request, response) => void request.on('end', () => response.end()), {
      mounts: new Map(),
      logger: silentLogger,
      limits,
    })
    onTestFinished(() => void server.close())
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const socket = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1')
    socket.write(beginning)
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /)
  })
})
