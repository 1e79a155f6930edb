import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '#shared/utils'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { startTestGateway, type TestGateway, testAdminKey } from '../../../testing/gateway-harness.ts'

interface Answer {
  readonly status: number
  readonly replayed: string | null
  readonly location: string | null
  readonly type: string | null
  readonly body: Record<string, unknown>
}

describeEachDatabase('a POST with an Idempotency-Key', open => {
  let test: TestGateway
  beforeEach(async () => {
    test = await startTestGateway({ database: await open() })
  })
  afterEach(() => test.close())

  const key = { name: 'CRM', role: 'viewer' }

  async function post(body: unknown, headers: Record<string, string> = {}, path = '/api/v1/keys'): Promise<Answer> {
    const response = await fetch(`${test.url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${testAdminKey}`,
        'content-type': 'application/json',
        'idempotency-key': 'first',
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return {
      status: response.status,
      replayed: response.headers.get('idempotent-replayed'),
      location: response.headers.get('location'),
      type: response.headers.get('content-type'),
      body: (await response.json()) as Answer['body'],
    }
  }

  const countKeys = async () =>
    (await test.deps.database.db.selectFrom('api_keys').select('id').where('name', '=', key.name).execute()).length

  it('is carried out once and answered the same, headers included', async () => {
    const first = await post(key)
    const again = await post(key)
    expect(first).toMatchObject({ status: 201, replayed: null, location: `/api/v1/keys/${first.body.id}` })
    expect(again).toEqual({ ...first, replayed: 'true', body: { ...first.body, key: null } })
    expect(await countKeys()).toBe(1)
  })

  it('is carried out once however many send it at the same moment', async () => {
    const answers = await Promise.all([...Array(20)].map(() => post(key)))
    for (const { status, body } of answers) {
      if (status !== 201) expect([status, body]).toMatchObject([409, { code: 'idempotency.in_progress' }])
    }
    expect(answers.filter(({ status, replayed }) => status === 201 && replayed === null)).toHaveLength(1)
    expect(await countKeys()).toBe(1)
  })

  it('is the same request whatever the spaces in its body and the order of its members', async () => {
    await post('{"name":"CRM","role":"viewer"}')
    expect((await post('{ "role": "viewer", "name": "CRM" }')).replayed).toBe('true')
  })

  it('is refused for another request', async () => {
    await post(key)
    const reused = [422, { code: 'idempotency.key_reused' }]
    const other = await post({ ...key, role: 'operator' })
    expect([other.status, other.body]).toMatchObject(reused)
    const elsewhere = await post({ text: 'Hi', client_message_id: 'm' }, {}, '/api/v1/webchat/chats/a/messages')
    expect([elsewhere.status, elsewhere.body]).toMatchObject(reused)
    expect(await countKeys()).toBe(1)
  })

  it('of somebody else is another request', async () => {
    await post(key)
    expect((await post(key, await test.keyOf('admin'))).replayed).toBeNull()
    expect(await countKeys()).toBe(2)
  })

  it('is a new request a day later', async () => {
    await post(key)
    await test.clock.advance(24 * 60 * 60_000)
    expect((await post(key)).replayed).toBeNull()
  })

  it('answers its refusal again, too', async () => {
    const body = { ...key, expires_at: '2020-01-01T00:00:00Z' }
    const first = await post(body)
    expect(first).toMatchObject({
      status: 422,
      replayed: null,
      type: expect.stringMatching(/^application\/problem\+json/),
    })
    expect(await post(body)).toEqual({ ...first, replayed: 'true' })
  })

  it('that did not validate leaves its key free for the corrected request', async () => {
    expect((await post({ ...key, role: 'owner' })).status).toBe(422)
    expect((await post(key)).status).toBe(201)
  })

  it.each(['', ' ', 'два', 'x'.repeat(256)])('is refused with the key %j', async idempotencyKey => {
    const raw = Buffer.from(idempotencyKey).toString('latin1')
    const { status, body } = await post(key, { 'idempotency-key': raw })
    expect([status, body]).toMatchObject([422, { errors: [{ in: 'headers', pointer: '/idempotency-key' }] }])
    expect(await countKeys()).toBe(0)
  })

  it('leaves no secret in the database', async () => {
    const { body } = await post(key)
    expect(body.key).toMatch(/^tap_/)
    const { db } = test.deps.database
    const stored = JSON.stringify([
      await db.selectFrom('idempotent_requests').selectAll().execute(),
      await db.selectFrom('api_keys').selectAll().execute(),
      await db.selectFrom('audit_log').selectAll().execute(),
    ])
    expect(stored).not.toContain(body.key)
    expect(test.logLines.join()).not.toContain(body.key)
  })

  describe('that fails on our side', () => {
    it('is tried anew', async () => {
      let calls = 0
      const receive = async () => {
        calls += 1
        if (calls === 1) throw new AppError('database.busy', 'busy', { retryable: true })
      }
      const broken = await startTestGateway({
        database: test.deps.database,
        webchat: { ...test.deps.webchat, receive },
      })
      const send = async () =>
        (
          await fetch(`${broken.url}/api/v1/webchat/chats/a/messages`, {
            method: 'POST',
            headers: {
              authorization: `Bearer ${testAdminKey}`,
              'content-type': 'application/json',
              'idempotency-key': 'busy',
            },
            body: JSON.stringify({ text: 'Hi', client_message_id: 'm' }),
          })
        ).status
      expect([await send(), await send(), await send(), calls]).toEqual([503, 202, 202, 2])
      await broken.close()
    })
  })
})
