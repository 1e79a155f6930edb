import { request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError, systemClock } from '#shared/utils'
import { startTestGateway, type TestGateway, testAdminKey } from '../../testing/gateway-harness.ts'
import { createGateway } from './create-gateway.ts'

let test: TestGateway
beforeEach(async () => {
  test = await startTestGateway()
})
afterEach(() => test.close())

const key = { authorization: `Bearer ${testAdminKey}` }

describe('listening', () => {
  it('says in words which port is taken and what to do about it', async () => {
    const port = Number(new URL(test.url).port)
    const second = createGateway({ ...test.deps, metrics: new Registry(), settings: { ...test.deps.settings, port } })
    const error = await second.listen().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({
      code: 'gateway.port_taken',
      message: `port ${port} of 127.0.0.1 is taken by another program: stop it, or set API_GATEWAY_PORT to a free port`,
    })
  })

  it('ends open event streams when it closes', async () => {
    const response = await fetch(`${test.url}/api/v1/webchat/chats/a/events`, { headers: key })
    const ended = response.text()
    await test.gateway.close(1_000)
    expect(await ended).toBe('retry: 2000\n\n')
  })

  it('does not wait for connections that ask nothing, as browsers open in advance', async () => {
    const socket = connect(Number(new URL(test.url).port), '127.0.0.1')
    await fetch(`${test.url}/health`)
    // The clock stands still: a close that waited for its grace would never end.
    await test.gateway.close(60_000)
    expect(await text(socket)).toBe('')
  })

  it('does not wait longer than it was told for a request that hangs', async () => {
    const hanging = await startTestGateway({ clock: systemClock })
    hanging.gateway.mountRaw('/hang', () => new Promise(() => {}))
    const answer = fetch(`${hanging.url}/hang`).catch(() => 'cut off')
    await fetch(`${hanging.url}/health`)
    await hanging.close()
    expect(await answer).toBe('cut off')
  })
})

describe('a raw mount', () => {
  it('gets the request with its body unread, whatever its type and query', async () => {
    test.gateway.mountRaw('/telegram', async (incoming, response) => {
      const body = await text(incoming)
      response.writeHead(202).end(`${incoming.headers['x-secret']} ${body}`)
    })
    const response = await fetch(`${test.url}/telegram?x=1`, {
      method: 'POST',
      body: 'not json',
      headers: { 'x-secret': 's' },
    })
    expect([response.status, await response.text()]).toEqual([202, 's not json'])
    expect((await fetch(`${test.url}/telegram/other`)).status).toBe(404)
  })

  it('that fails is answered with 500 and logged by its code', async () => {
    test.gateway.mountRaw('/broken', async () => {
      throw new AppError('test.broken', 'with details')
    })
    const response = await fetch(`${test.url}/broken`, { method: 'POST' })
    expect([response.status, await response.text()]).toEqual([500, ''])
    expect(test.logLines.join('')).toContain('"code":"test.broken"')
  })
})

describe('a request that cannot be served', () => {
  it('for an unknown path is a problem with a stable code', async () => {
    const response = await fetch(`${test.url}/nothing/here`)
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect([response.status, await response.json()]).toEqual([
      404,
      {
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        code: 'request.no_such_path',
        detail: 'There is nothing at this path.',
      },
    ])
  })

  it('with headers beyond 16 KiB is refused before it is read', async () => {
    const response = await fetch(`${test.url}/health`, { headers: { 'x-large': 'x'.repeat(20_000) } })
    expect([response.status, await response.json()]).toMatchObject([431, { code: 'request.headers_too_large' }])
  })

  it('that is not HTTP gets a problem and a closed connection', async () => {
    const socket = connect(Number(new URL(test.url).port), '127.0.0.1')
    socket.write('hello?\r\n\r\n')
    expect(await text(socket)).toContain('"code":"request.not_http"')
  })

  it('with a path that does not decode is a problem too', async () => {
    const status = await new Promise(resolve => {
      request(`${test.url}/api/v1/webchat/chats/%zz/messages`, response => resolve(response.statusCode)).end()
    })
    expect(status).toBe(400)
  })
})

describe('every answer', () => {
  it('forbids the browser to run, frame or sniff anything that is not ours', async () => {
    const { headers } = await fetch(`${test.url}/chat`)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-frame-options')).toBe('DENY')
  })

  it('is one log line that names the route, never the path or the query', async () => {
    await fetch(`${test.url}/login?token=secret-token`)
    await fetch(`${test.url}/api/v1/webchat/chats/secret-chat/messages`, { headers: key })
    await expect.poll(() => test.logLines.filter(line => line.includes('http.answered')).length).toBe(2)
    const lines = test.logLines.join('')
    expect(lines).toContain('"route":"/login","status":410')
    expect(lines).toContain('"route":"/api/v1/webchat/chats/:chat_id/messages","status":200')
    expect(lines).not.toContain('secret')
  })
})

describe('other origins', () => {
  const preflight = { 'access-control-request-method': 'GET', origin: 'https://crm.example' }

  it('are shut out unless configured', async () => {
    const response = await fetch(`${test.url}/health`, { headers: { origin: 'https://crm.example' } })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('that are configured may call with a key, and no others may', async () => {
    const open = await startTestGateway({ settings: { ...test.deps.settings, corsOrigins: ['https://crm.example'] } })
    const asked = await fetch(`${open.url}/api/v1/webchat/chats/a/messages`, { method: 'OPTIONS', headers: preflight })
    const stranger = await fetch(`${open.url}/health`, { headers: { origin: 'https://evil.example' } })
    await open.close()
    expect(asked.status).toBe(204)
    expect(asked.headers.get('access-control-allow-origin')).toBe('https://crm.example')
    for (const name of ['Authorization', 'Idempotency-Key', 'If-Match']) {
      expect(asked.headers.get('access-control-allow-headers')).toContain(name)
    }
    for (const name of ['ETag', 'Location', 'Retry-After']) {
      expect(asked.headers.get('access-control-expose-headers')).toContain(name)
    }
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull()
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull()
  })
})
