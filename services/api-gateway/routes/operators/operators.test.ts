import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Secret } from '#shared/utils'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { startTestGateway, type TestGateway, testBusiness } from '../../../../testing/gateway-harness.ts'

const token = '4000000000:mini-app-token'

describeEachDatabase('people of the business', open => {
  let test: TestGateway
  let admin: Readonly<Record<string, string>>
  beforeEach(async () => {
    const business = { ...testBusiness, ownerId: 900, operatorIds: [901] }
    test = await startTestGateway({ database: await open(), business, botTokens: async () => [new Secret(token)] })
    admin = await test.keyOf('admin')
  })
  afterEach(() => test.close())

  interface Answer {
    readonly status: number
    readonly headers: Headers
    // biome-ignore lint/suspicious/noExplicitAny: what a test looks into is told by its expectations.
    readonly body: any
  }

  async function call(method: string, path: string, body?: unknown, headers: object = admin): Promise<Answer> {
    const response = await fetch(`${test.url}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
  }

  const letIn = async (name: string, role: string, telegram_id: number | null = null): Promise<number> =>
    (await call('POST', '/operators', { name, role, telegram_id })).body.id
  const linkOf = async (id: number): Promise<string> =>
    `${test.url}${(await call('POST', `/operators/${id}/login-link`)).body.path}`
  const cookieOf = (response: Response) => ({ cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' })
  const signIn = async (id: number) => cookieOf(await fetch(await linkOf(id)))
  const openApp = async (userId: number) => {
    const fields = { auth_date: String(Math.floor(test.clock.now() / 1000)), user: JSON.stringify({ id: userId }) }
    const key = createHmac('sha256', 'WebAppData').update(token).digest()
    const hash = createHmac('sha256', key).update(`auth_date=${fields.auth_date}\nuser=${fields.user}`).digest('hex')
    return fetch(`${test.url}/api/v1/sign-in/telegram`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ init_data: new URLSearchParams({ ...fields, hash }).toString() }),
    })
  }

  it('are listed, those of the settings first', async () => {
    const id = await letIn('Anna', 'viewer', 902)
    expect((await call('GET', '/operators')).body.items).toEqual([
      { id: null, name: null, role: 'admin', telegram_id: 900, source: 'owner', created_at: null },
      { id: null, name: null, role: 'operator', telegram_id: 901, source: 'settings', created_at: null },
      { id, name: 'Anna', role: 'viewer', telegram_id: 902, source: 'people', created_at: '2026-01-14T09:00:00.000Z' },
    ])
  })

  it('come in by a link of their own, once, and the audit log names them', async () => {
    const id = await letIn('Anna', 'admin')
    const link = await linkOf(id)
    const cookie = cookieOf(await fetch(link))
    expect((await fetch(link)).status).toBe(410)
    expect((await call('GET', '/me', undefined, cookie)).body).toMatchObject({ actor: `operator:${id}`, role: 'admin' })
    await call('POST', '/keys', { name: 'CRM', role: 'viewer' }, cookie)
    const { items } = (await call('GET', `/audit?actor=operator:${id}`)).body
    expect(items).toMatchObject([
      { action: 'key.create', actor_name: 'Anna' },
      { action: 'session.open', actor_name: 'Anna' },
    ])
  })

  it('may do what their role says, and from the next request on what another one says', async () => {
    const id = await letIn('Anna', 'viewer')
    const cookie = await signIn(id)
    const reads = async () => (await call('GET', '/leads', undefined, cookie)).status
    const writes = async () => (await call('POST', '/leads', { name: 'Max' }, cookie)).status
    const rules = async () => (await call('GET', '/operators', undefined, cookie)).status
    expect([await reads(), await writes(), await rules()]).toEqual([200, 403, 403])
    await call('PATCH', `/operators/${id}`, { role: 'operator' })
    expect([await reads(), await writes(), await rules()]).toEqual([200, 201, 403])
    await call('PATCH', `/operators/${id}`, { role: 'admin' })
    expect(await rules()).toBe(200)
    await call('PATCH', `/operators/${id}`, { role: 'viewer' })
    expect([await reads(), await rules()]).toEqual([200, 403])
  })

  it('are signed out everywhere when they are revoked, and their unused links open nothing', async () => {
    const id = await letIn('Anna', 'admin', 902)
    const cookies = [await signIn(id), cookieOf(await openApp(902))]
    const unused = await linkOf(id)
    const other = await signIn(await letIn('Boris', 'admin'))
    expect((await call('DELETE', `/operators/${id}`)).status).toBe(204)
    for (const cookie of cookies) expect((await call('GET', '/me', undefined, cookie)).status).toBe(401)
    expect((await fetch(unused)).status).toBe(410)
    expect((await openApp(902)).status).toBe(403)
    expect((await call('GET', '/me', undefined, other)).status).toBe(200)
    expect((await call('DELETE', `/operators/${id}`)).status).toBe(404)
    expect((await call('POST', `/operators/${id}/login-link`)).status).toBe(404)
    expect((await call('GET', '/audit?action=operator.revoke')).body.items).toMatchObject([
      { target: `operator:${id}`, before: { name: 'Anna', role: 'admin', telegram: true } },
    ])
  })

  it('open the Mini App with the role that they have, as do those of the settings', async () => {
    await letIn('Anna', 'viewer', 902)
    const roleOf = async (userId: number) => ((await (await openApp(userId)).json()) as { role?: string }).role
    expect([await roleOf(900), await roleOf(901), await roleOf(902)]).toEqual(['admin', 'operator', 'viewer'])
    expect((await openApp(903)).status).toBe(403)
  })

  it('have a number in Telegram that nobody else has; a number that is free again may be given', async () => {
    const anna = await letIn('Anna', 'viewer', 902)
    const boris = await letIn('Boris', 'viewer')
    const give = async (telegram_id: number) => (await call('PATCH', `/operators/${boris}`, { telegram_id })).body
    expect(await give(902)).toMatchObject({ code: 'operator.telegram_taken' })
    expect(await give(900)).toMatchObject({ code: 'operator.in_settings' })
    await call('DELETE', `/operators/${anna}`)
    expect(await give(902)).toMatchObject({ id: boris, telegram_id: 902 })
    // Their own number is no conflict.
    expect(await give(902)).toMatchObject({ telegram_id: 902 })
  })

  it.each([
    [{ role: 'viewer' }, '/name'],
    [{ name: ' ', role: 'viewer' }, '/name'],
    [{ name: 'Anna', role: 'owner' }, '/role'],
    [{ name: 'Anna', role: 'viewer', telegram_id: 'anna' }, '/telegram_id'],
    [{ name: 'Anna', role: 'viewer', telegram_id: -1 }, '/telegram_id'],
  ])('are not made of %j', async (body, pointer) => {
    const refused = await call('POST', '/operators', body)
    expect([refused.status, refused.body]).toMatchObject([422, { errors: [{ pointer }] }])
  })
})
