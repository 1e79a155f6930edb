import { afterEach, beforeEach, expect, it } from 'vitest'
import { planDeliveries } from '#capabilities/webhooks'
import type { ConversationId, Database } from '#shared/database'
import { recordEvents, stampEvents } from '#shared/events'
import { newId } from '#shared/utils'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { startTestGateway, type TestGateway, testSettings } from '../../../../testing/gateway-harness.ts'
import { isSignedWith, startWebhookReceiver, type WebhookReceiver } from '../../../../testing/webhook-receiver.ts'

describeEachDatabase('/api/v1/webhooks', open => {
  let database: Database
  let test: TestGateway
  let receiver: WebhookReceiver
  let admin: Readonly<Record<string, string>>
  beforeEach(async () => {
    database = await open()
    test = await startTestGateway({ database, settings: { ...testSettings, allowPrivateWebhooks: true } })
    receiver = await startWebhookReceiver()
    admin = await test.keyOf('admin')
  })
  afterEach(async () => {
    await receiver.stop()
    await test.close()
  })

  it('shows the secret once, and the webhook ever after', async () => {
    const body = { url: receiver.url, event_types: ['lead.created'], description: 'CRM' }
    const created = await call('POST', '', body)
    expect(created).toMatchObject({
      status: 201,
      body: { ...body, is_active: true, disabled_reason: null, secret: expect.stringMatching(/^whsec_[\w+/]{43}=$/) },
    })
    const { secret, ...webhook } = created.body
    expect(created.headers.get('location')).toBe(`/api/v1/webhooks/${webhook.id}`)
    expect((await call('GET', `/${webhook.id}`)).body).toEqual(webhook)
    expect((await call('GET', '')).body).toEqual({ items: [webhook], next_cursor: null })
    expect(JSON.stringify(test.logLines)).not.toContain(secret)
    expect(JSON.stringify(await audit())).not.toContain(secret)
  })

  it('is replaced only as it was read, and ended', async () => {
    const { body: created } = await call('POST', '', { url: receiver.url })
    const read = await call('GET', `/${created.id}`)
    const ifMatch = { 'if-match': read.headers.get('etag') ?? '' }
    const change = { url: receiver.url, event_types: ['meeting.scheduled'], is_active: false }
    expect(await call('PUT', `/${created.id}`, change, ifMatch)).toMatchObject({
      status: 200,
      body: { event_types: ['meeting.scheduled'], is_active: false, description: null },
    })
    expect(await call('PUT', `/${created.id}`, change, ifMatch)).toMatchObject({ status: 412 })
    expect((await call('DELETE', `/${created.id}`)).status).toBe(204)
    expect((await call('GET', `/${created.id}`)).status).toBe(404)
    expect((await audit()).map(entry => entry.action)).toEqual(['webhook.create', 'webhook.update', 'webhook.delete'])
  })

  it('sends a signed test and tells what the receiver did', async () => {
    const { body: created } = await call('POST', '', { url: receiver.url })
    expect((await call('POST', `/${created.id}/test`)).body).toMatchObject({
      is_delivered: true,
      status: 204,
      error: null,
    })
    const [delivery] = receiver.received
    expect(delivery?.event).toMatchObject({ type: 'webhook.test', data: { webhook_id: created.id } })
    expect(delivery !== undefined && isSignedWith(created.secret, delivery)).toBe(true)
    receiver.behave(response => response.writeHead(302, { location: receiver.url }).end())
    expect((await call('POST', `/${created.id}/test`)).body).toMatchObject({ is_delivered: false, status: 302 })
    expect(receiver.received).toHaveLength(2)
  })

  it('gets a new secret', async () => {
    const { body: created } = await call('POST', '', { url: receiver.url })
    const { secret } = (await call('POST', `/${created.id}/rotate-secret`)).body
    await call('POST', `/${created.id}/test`)
    const [delivery] = receiver.received
    expect(secret).not.toBe(created.secret)
    expect([created.secret, secret].map(one => delivery !== undefined && isSignedWith(one, delivery))).toEqual([
      true,
      true,
    ])
  })

  it('lists deliveries by state, page by page, and sends one again', async () => {
    const { body: created } = await call('POST', '', { url: receiver.url })
    await happen(3)
    await planDeliveries(database, test.clock.now())
    await database.db.updateTable('webhook_deliveries').set({ state: 'dead' }).where('event_position', '=', 2).execute()
    const first = await call('GET', `/${created.id}/deliveries?limit=2`)
    const second = await call('GET', `/${created.id}/deliveries?limit=2&cursor=${first.body.next_cursor}`)
    const shown = [...first.body.items, ...second.body.items]
    expect(shown.map((item: { state: string }) => item.state)).toEqual(['pending', 'dead', 'pending'])
    const dead = (await call('GET', `/${created.id}/deliveries?state=dead`)).body.items
    expect(dead).toEqual([shown[1]])
    const again = await call('POST', `/${created.id}/deliveries/${dead[0].id}/redeliver`)
    expect(again).toMatchObject({ status: 202, body: { id: dead[0].id, state: 'pending', attempts: 0 } })
    expect((await call('GET', `/${created.id}/deliveries?state=dead`)).body.items).toEqual([])
  })

  it('knows nothing of a webhook that is not there', async () => {
    const reads = ['', '/deliveries'].map(path => ['GET', path] as const)
    const writes = ['/test', '/rotate-secret', '/deliveries/1/redeliver'].map(path => ['POST', path] as const)
    for (const [method, path] of [...reads, ...writes, ['DELETE', ''] as const]) {
      expect([path, (await call(method, `/7${path}`)).status]).toEqual([path, 404])
    }
  })

  it('refuses what is not valid, and says where', async () => {
    const url = 'https://crm.example/'
    const refused: readonly (readonly [object, string])[] = [
      [{ url: 'nonsense' }, '/url'],
      [{ url: 'https://me:secret@crm.example/' }, '/url'],
      [{ url, event_types: ['lead.exploded'] }, '/event_types/0'],
      [{ url, secret: 'mine' }, ''],
    ]
    for (const [body, pointer] of refused) {
      const answer = await call('POST', '', body)
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ in: 'body', pointer }] } })
      expect(JSON.stringify(answer.body)).not.toContain('me:secret')
    }
  })

  it('refuses an address of the house, unless the settings allow it', async () => {
    expect((await call('POST', '', { url: receiver.url })).status).toBe(201)
    await test.close()
    test = await startTestGateway({ database })
    for (const [method, path] of [
      ['POST', ''],
      ['PUT', '/1'],
    ] as const) {
      expect(await call(method, path, { url: receiver.url })).toMatchObject({
        status: 422,
        body: { code: 'webhook.url_refused' },
      })
    }
    expect((await call('POST', '/1/test')).body).toMatchObject({ is_delivered: false, error: 'address_private' })
    expect(receiver.received).toEqual([])
  })

  it('are for admins: they decide what leaves the house', async () => {
    const operator = await test.keyOf('operator')
    expect((await call('GET', '', undefined, operator)).status).toBe(403)
  })

  interface Answer {
    readonly status: number
    readonly headers: Headers
    // biome-ignore lint/suspicious/noExplicitAny: what a test looks into is told by its expectations.
    readonly body: any
  }

  async function call(method: string, path: string, body?: unknown, headers: object = {}): Promise<Answer> {
    const response = await fetch(`${test.url}/api/v1/webhooks${path}`, {
      method,
      headers: { ...admin, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
  }

  async function audit() {
    const entries = await database.db.selectFrom('audit_log').selectAll().orderBy('id').execute()
    return entries.filter(entry => entry.action.startsWith('webhook.'))
  }

  async function happen(count: number): Promise<void> {
    const body = { type: 'conversation.started' as const, conversationId: null as unknown as ConversationId, userId: 1 }
    const events = stampEvents(
      Array.from({ length: count }, () => body),
      test.clock,
      newId,
    )
    await database.transaction(tx => recordEvents(tx, events))
  }
})
