import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway, testAdminKey } from '../../../testing/gateway-harness.ts'

let test: TestGateway
beforeAll(async () => {
  test = await startTestGateway()
})
afterAll(() => test.close())

const path = '/api/v1/webchat/chats/a/messages'

function write(headers: Record<string, string>): Promise<Response> {
  const body = JSON.stringify({ text: 'Hi', client_message_id: 'm-1' })
  return fetch(`${test.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
}

describe('an owner’s route', () => {
  it.each([
    ['nothing', {}, 'Bearer'],
    ['a made-up session', { cookie: 'telegram_ai_session=made-up' }, 'Bearer'],
    ['a wrong key', { authorization: 'Bearer wrong' }, 'Bearer error="invalid_token"'],
    ['another scheme', { authorization: 'Basic YTpi' }, 'Bearer'],
  ])('refuses %s before it looks at the body', async (_name, headers: Record<string, string>, challenge) => {
    const response = await fetch(`${test.url}${path}`, { method: 'POST', headers, body: 'not json' })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe(challenge)
    expect(await response.json()).toMatchObject({ code: 'auth.required', status: 401 })
  })

  it('takes the admin key', async () => {
    expect((await write({ authorization: `Bearer ${testAdminKey}` })).status).toBe(202)
  })

  it('takes no bearer key when none is configured', async () => {
    const keyless = await startTestGateway({ settings: { ...test.deps.settings, adminKey: null } })
    const response = await fetch(`${keyless.url}${path}`, { headers: { authorization: 'Bearer null' } })
    await keyless.close()
    expect(response.status).toBe(401)
  })
})

describe('a write with a session', () => {
  it.each([
    ['another port of this host', { origin: 'http://127.0.0.1:1' }],
    ['another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a page that hides its origin', { 'sec-fetch-site': 'cross-site' }],
  ])('is refused when it comes from %s', async (_name, headers: Record<string, string>) => {
    const response = await write({ cookie: await test.signIn(), ...headers })
    expect([response.status, await response.json()]).toMatchObject([403, { code: 'auth.foreign_origin' }])
  })

  it('is taken from the page of this server', async () => {
    expect((await write({ cookie: await test.signIn(), origin: test.url })).status).toBe(202)
  })

  it('is refused as a form, the one kind of body another site can send unasked', async () => {
    const headers = { cookie: await test.signIn(), 'content-type': 'text/plain' }
    expect((await write(headers)).status).toBe(415)
  })
})
