import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { startTestGateway, type TestGateway } from '../../../../testing/gateway-harness.ts'

describeEachDatabase('keys', open => {
  let test: TestGateway
  let admin: Readonly<Record<string, string>>
  beforeEach(async () => {
    test = await startTestGateway({ database: await open() })
    admin = await test.keyOf('admin')
  })
  afterEach(() => test.close())

  interface Answer {
    readonly status: number
    readonly headers: Headers
    // biome-ignore lint/suspicious/noExplicitAny: what a test looks into is told by its expectations.
    readonly body: any
  }

  async function call(
    method: string,
    path: string,
    options: { body?: unknown; headers?: object } = {},
  ): Promise<Answer> {
    const { body, headers = admin } = options
    const response = await fetch(`${test.url}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
  }

  const opens = async (key: string) =>
    (await call('GET', '/keys', { headers: { authorization: `Bearer ${key}` } })).status

  it('are made, shown once, and open at once', async () => {
    const made = await call('POST', '/keys', {
      body: { name: ' CRM ', role: 'admin', expires_at: '2026-02-01T00:00:00+03:00' },
    })
    expect(made.status).toBe(201)
    expect(made.body).toEqual({
      id: 2,
      name: 'CRM',
      prefix: made.body.key.slice(0, 10),
      role: 'admin',
      created_at: '2026-01-14T09:00:00.000Z',
      expires_at: '2026-01-31T21:00:00.000Z',
      last_used_at: null,
      revoked_at: null,
      key: expect.stringMatching(/^tap_[\w-]{43}$/),
    })
    expect(made.headers.get('location')).toBe('/api/v1/keys/2')
    expect(made.headers.get('cache-control')).toBe('no-store')
    expect(await opens(made.body.key)).toBe(200)
    expect(JSON.stringify((await call('GET', '/keys')).body)).not.toContain(made.body.key)
  })

  it('are listed newest first, page by page, none twice', async () => {
    for (const name of ['one', 'two', 'three']) await call('POST', '/keys', { body: { name, role: 'viewer' } })
    const first = await call('GET', '/keys?limit=3')
    expect(first.body.items.map(({ name }: { name: string }) => name)).toEqual(['three', 'two', 'one'])
    const last = await call('GET', `/keys?limit=3&cursor=${first.body.next_cursor}`)
    expect(last.body).toMatchObject({ items: [{ id: 1 }], next_cursor: null })
  })

  it('open nothing once they are revoked, which may be said twice', async () => {
    const { body } = await call('POST', '/keys', { body: { name: 'CRM', role: 'admin' } })
    expect((await call('DELETE', `/keys/${body.id}`)).status).toBe(204)
    expect(await opens(body.key)).toBe(401)
    expect((await call('DELETE', `/keys/${body.id}`)).status).toBe(204)
    const { items } = (await call('GET', '/keys')).body
    expect(items[0]).toMatchObject({ id: body.id, revoked_at: '2026-01-14T09:00:00.000Z' })
  })

  it('open nothing once they have expired, and say so', async () => {
    const body = { name: 'CRM', role: 'admin', expires_at: '2026-01-14T09:01:00Z' }
    const { key } = (await call('POST', '/keys', { body })).body
    await test.clock.advance(59_999)
    expect(await opens(key)).toBe(200)
    await test.clock.advance(1)
    const refused = await call('GET', '/keys', { headers: { authorization: `Bearer ${key}` } })
    expect([refused.status, refused.body.code]).toEqual([401, 'auth.key_expired'])
  })

  it.each([
    [{ role: 'viewer' }, '/name'],
    [{ name: ' ', role: 'viewer' }, '/name'],
    [{ name: 'a\0b', role: 'viewer' }, '/name'],
    [{ name: 'x'.repeat(101), role: 'viewer' }, '/name'],
    [{ name: 'CRM', role: 'owner' }, '/role'],
    [{ name: 'CRM', role: 'viewer', expires_at: 'tomorrow' }, '/expires_at'],
    [{ name: 'CRM', role: 'viewer', expires_at: '2026-01-14T09:00:00Z' }, '/expires_at'],
    [{ name: 'CRM', role: 'viewer', rights: 'all' }, ''],
  ])('are not made of %j', async (body, pointer) => {
    const refused = await call('POST', '/keys', { body })
    expect([refused.status, refused.body]).toMatchObject([422, { code: 'request.invalid', errors: [{ pointer }] }])
    expect((await call('GET', '/keys')).body.items).toHaveLength(1)
  })

  it.each([
    ['DELETE', '/keys/99', 404],
    ['DELETE', '/keys/x', 422],
    ['GET', '/keys?cursor=x', 422],
    ['GET', `/keys?cursor=${Buffer.from('["a"]').toString('base64url')}`, 422],
    ['GET', '/keys?limit=201', 422],
  ])('%s %s is refused', async (method, path, status) => {
    expect((await call(method, path)).status).toBe(status)
  })

  describe('the audit log', () => {
    it('tells who made and ended which key, newest first, by actor, target and action', async () => {
      const { id } = (await call('POST', '/keys', { body: { name: 'CRM', role: 'viewer' } })).body
      await call('DELETE', `/keys/${id}`)
      const all = (await call('GET', '/audit?actor=key:1')).body
      expect(all).toEqual({
        items: [
          {
            id: 3,
            occurred_at: '2026-01-14T09:00:00.000Z',
            actor: 'key:1',
            actor_name: "a test's admin",
            action: 'key.revoke',
            target: 'key:2',
            before: { revoked: false },
            after: { revoked: true },
          },
          expect.objectContaining({
            action: 'key.create',
            before: null,
            after: expect.objectContaining({ name: 'CRM' }),
          }),
        ],
        next_cursor: null,
      })
      expect((await call('GET', '/audit?target=key:2')).body.items).toHaveLength(2)
      expect((await call('GET', '/audit?target=key:2&action=key.create')).body.items).toHaveLength(1)
      expect((await call('GET', '/audit?actor=session:1')).body.items).toEqual([])
    })

    it('is paged without gaps', async () => {
      for (let count = 0; count < 4; count += 1) await call('POST', '/keys', { body: { name: 'CRM', role: 'viewer' } })
      const seen: number[] = []
      for (let cursor = ''; ; ) {
        const { items, next_cursor } = (await call('GET', `/audit?limit=2${cursor}`)).body
        seen.push(...items.map(({ id }: { id: number }) => id))
        if (next_cursor === null) break
        cursor = `&cursor=${next_cursor}`
      }
      expect(seen).toEqual([5, 4, 3, 2, 1])
    })

    it('refuses a filter that no database could be asked', async () => {
      expect((await call('GET', '/audit?target=%00')).status).toBe(422)
    })
  })
})
