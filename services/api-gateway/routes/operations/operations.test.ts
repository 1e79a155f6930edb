import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '#shared/utils'
import { startTestGateway, type TestGateway, testAdminKey } from '../../../../testing/gateway-harness.ts'
import type { HealthCheck } from '../../run-checks.ts'

let test: TestGateway
afterEach(() => test.close())

function check(name: string, required: boolean, answer: HealthCheck['check']): HealthCheck {
  return { name, required, check: answer }
}

async function ready(checks: readonly HealthCheck[]): Promise<{ status: number; body: unknown }> {
  test = await startTestGateway({ checks })
  const response = await fetch(`${test.url}/ready`)
  return { status: response.status, body: await response.json() }
}

describe('GET /health', () => {
  it('says that the process lives, to anyone', async () => {
    test = await startTestGateway()
    const response = await fetch(`${test.url}/health`)
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }])
  })
})

describe('GET /ready', () => {
  const database = check('database', true, async () => ({ kind: 'ok' }))

  it('lists every dependency and is degraded, yet ready, without one that is not required', async () => {
    const server = check('ai_server', false, async () => ({ kind: 'down', detail: 'http_502' }))
    expect(await ready([database, server])).toEqual({
      status: 200,
      body: {
        status: 'degraded',
        dependencies: [
          { name: 'database', required: true, state: 'ok', latency_ms: 0, detail: null },
          { name: 'ai_server', required: false, state: 'down', latency_ms: 0, detail: 'http_502' },
        ],
      },
    })
  })

  it('is 503 without a required one, and tells the code of what was thrown, not its words', async () => {
    const broken = check('database', true, async () => {
      throw new AppError('database.unreachable', 'password of 10.0.0.1 refused')
    })
    expect(await ready([broken])).toMatchObject({
      status: 503,
      body: { status: 'down', dependencies: [{ state: 'down', detail: 'database.unreachable' }] },
    })
  })

  it('counts a check that hangs as down', async () => {
    test = await startTestGateway({ checks: [check('asr_server', false, () => new Promise(() => {}))] })
    let answered = false
    const asked = fetch(`${test.url}/ready`).finally(() => {
      answered = true
    })
    await expect
      .poll(async () => {
        await test.clock.advance(5_000)
        return answered
      })
      .toBe(true)
    expect(await (await asked).json()).toMatchObject({ dependencies: [{ state: 'down', detail: 'timeout' }] })
  })

  it('asks the dependencies once a second at most, however often it is asked', async () => {
    let asked = 0
    const counting = check('database', true, async () => {
      asked += 1
      return { kind: 'ok' }
    })
    await ready([counting])
    await Promise.all([fetch(`${test.url}/ready`), fetch(`${test.url}/ready`)])
    expect(asked).toBe(1)
    await test.clock.advance(1_000)
    await fetch(`${test.url}/ready`)
    expect(asked).toBe(2)
  })
})

describe('GET /metrics', () => {
  it('measures requests by route pattern, so that no path can make a new series', async () => {
    test = await startTestGateway()
    await fetch(`${test.url}/api/v1/webchat/chats/private/messages`)
    await fetch(`${test.url}/made-up-path`)
    const metrics = await (await fetch(`${test.url}/metrics`)).text()
    expect(metrics).toContain(
      'http_request_duration_seconds_count{method="GET",route="/api/v1/webchat/chats/:chat_id/messages",status="401"} 1',
    )
    expect(metrics).toContain('http_request_duration_seconds_count{method="GET",route="unknown",status="404"} 1')
    expect(metrics).not.toMatch(/private|made-up/)
  })

  it('is for this machine and the owner: through a proxy it needs the key', async () => {
    test = await startTestGateway()
    const proxied = { 'x-forwarded-for': '203.0.113.7' }
    const ask = async (headers: Record<string, string>) => (await fetch(`${test.url}/metrics`, { headers })).status
    expect(await ask(proxied)).toBe(401)
    expect(await ask({ ...proxied, authorization: `Bearer ${testAdminKey}` })).toBe(200)
  })
})

interface OpenapiDocument {
  readonly openapi: string
  readonly paths: Record<string, Record<string, unknown>>
}

describe('GET /openapi.json', () => {
  it('describes the API in OpenAPI 3.1, problems included', async () => {
    test = await startTestGateway()
    const document = (await (await fetch(`${test.url}/openapi.json`)).json()) as OpenapiDocument
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/calendar/{file}',
        '/api/v1/webchat/chats/{chat_id}/documents/{document_id}',
        '/health',
        '/metrics',
        '/ready',
        '/api/v1/webchat/chats/{chat_id}/messages',
        '/logout',
        '/api/v1/webchat/chats/{chat_id}/events',
      ]),
    )
    expect(document.paths['/api/v1/webchat/chats/{chat_id}/messages']?.post).toMatchObject({
      requestBody: { content: { 'application/json': { schema: { required: ['text', 'client_message_id'] } } } },
      responses: {
        422: { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
      },
    })
  })
})
