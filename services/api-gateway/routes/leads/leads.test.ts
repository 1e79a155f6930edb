import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Database } from '#shared/database'
import type { PlatformEvent } from '#shared/events'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { startTestGateway, type TestGateway, testAdminKey } from '../../../../testing/gateway-harness.ts'
import { meetClient } from '../../../../testing/meet-clients.ts'

interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what came over the wire
  readonly body: any
}

describeEachDatabase('/api/v1/leads', open => {
  let database: Database
  let test: TestGateway

  beforeEach(async () => {
    database = await open()
    test = await startTestGateway({ database })
  })

  afterEach(() => test.close())

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${test.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${testAdminKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const answer: Answer = { status: response.status, headers: response.headers, body: text && JSON.parse(text) }
    return answer
  }

  const anna = { name: 'Анна', contact: '+7 999 123-45-67', source: 'exhibition', language: 'ru' }

  it('writes a lead down and answers with what is stored', async () => {
    const events: PlatformEvent[] = []
    test.deps.bus.subscribe('lead.created', event => void events.push(event))
    const created = await call('POST', '/leads', anna)
    expect([created.status, created.headers.get('location')]).toEqual([201, `/api/v1/leads/${created.body.id}`])
    expect(created.body).toMatchObject({
      ...anna,
      status: 'active',
      stage: 'greeting',
      intent: null,
      fit_score: 0,
      created_at: '2026-01-14T09:00:00.000Z',
      updated_at: '2026-01-14T09:00:00.000Z',
    })
    const read = await call('GET', `/leads/${created.body.id}`)
    expect(read.body).toEqual(created.body)
    expect(read.headers.get('etag')).toBe(created.headers.get('etag'))
    expect(events).toMatchObject([{ leadId: created.body.id, conversationId: null }])
    expect((await call('GET', '/leads')).body).toMatchObject({ items: [{ id: created.body.id }], next_cursor: null })
  })

  it('gives a lead without a known person a number of its own', async () => {
    const [one, two] = [await call('POST', '/leads', {}), await call('POST', '/leads', {})]
    expect(one.body.user_id).toBeLessThan(0)
    expect(two.body.user_id).not.toBe(one.body.user_id)
    expect(one.body.source).toBe('manual')
  })

  it('refuses a second lead of one person', async () => {
    const first = await call('POST', '/leads', { user_id: 7_000_000_001 })
    expect(first.body).toMatchObject({ user_id: 7_000_000_001, source: 'telegram' })
    const second = await call('POST', '/leads', { user_id: 7_000_000_001, name: 'Again' })
    expect([second.status, second.body.code]).toEqual([409, 'lead.exists'])
    expect((await call('GET', `/leads/${first.body.id}`)).body).toEqual(first.body)
  })

  it.each([
    [{ name: ' ' }, '/name'],
    [{ name: 'a\0b' }, '/name'],
    [{ stage: 'won' }, '/stage'],
    [{ language: 'по-русски' }, '/language'],
    [{ user_id: 1.5 }, '/user_id'],
    [{ contact_id: 99_999 }, '/contact_id'],
    [{ user_id: 5, contact_id: 6 }, '/contact_id'],
    [{ nmae: 'Анна' }, ''],
  ])('points at what is wrong in %j, and stores nothing', async (body, pointer) => {
    const answer = await call('POST', '/leads', body)
    expect([answer.status, answer.body.errors?.[0]]).toMatchObject([422, { in: 'body', pointer }])
    expect((await call('GET', '/leads')).body.items).toEqual([])
  })

  it('replaces what may be edited, and only that', async () => {
    const { body: lead } = await call('POST', '/leads', { ...anna, intent: 'consultation' })
    await test.clock.advance(1000)
    const { status, body } = await call('PUT', `/leads/${lead.id}`, { name: 'Анна П.', status: 'won', user_id: 1 })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      ...{ name: 'Анна П.', status: 'won', contact: null, intent: null, language: null },
      ...{ source: 'exhibition', stage: 'greeting', user_id: lead.user_id, created_at: lead.created_at },
      updated_at: '2026-01-14T09:00:01.000Z',
    })
    expect((await call('GET', `/leads/${lead.id}`)).body).toEqual(body)
  })

  it('takes back whole what it has shown, and then changes nothing', async () => {
    const { body: lead, headers } = await call('POST', '/leads', anna)
    await test.clock.advance(1000)
    const { status, body, headers: after } = await call('PUT', `/leads/${lead.id}`, lead)
    expect([status, body, after.get('etag')]).toEqual([200, lead, headers.get('etag')])
    expect(await auditOf('lead.update')).toEqual([])
  })

  it('overwrites nobody else’s change when it is asked not to', async () => {
    const { body: lead, headers } = await call('POST', '/leads', anna)
    const read = { 'if-match': headers.get('etag') ?? '' }
    const first = await call('PUT', `/leads/${lead.id}`, { ...anna, status: 'won' }, read)
    const second = await call('PUT', `/leads/${lead.id}`, { ...anna, status: 'lost' }, read)
    expect([first.status, second.status, second.body.code]).toEqual([200, 412, 'lead.changed_meanwhile'])
    const third = { 'if-match': first.headers.get('etag') ?? '' }
    expect((await call('PUT', `/leads/${lead.id}`, { ...anna, status: 'lost' }, third)).status).toBe(200)
    expect((await call('PUT', `/leads/${lead.id}`, anna, { 'if-match': '*' })).status).toBe(200)
    expect((await call('PUT', `/leads/${lead.id}`, anna, { 'if-match': `W/${read['if-match']}` })).status).toBe(412)
  })

  it('lets one of two who write at once with the same tag', async () => {
    const { body: lead, headers } = await call('POST', '/leads', anna)
    const read = { 'if-match': headers.get('etag') ?? '' }
    const put = (status: string) => call('PUT', `/leads/${lead.id}`, { ...anna, status }, read)
    const answers = await Promise.all([put('won'), put('lost'), put('later')])
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 412, 412])
  })

  it('moves a lead as the AI does: history, funnel, log and event', async () => {
    const client = await meetClient(database)
    const events: PlatformEvent[] = []
    test.deps.bus.subscribe('lead.stage_changed', event => void events.push(event))
    const { status, body } = await call('PUT', `/leads/${client.leadId}`, { name: 'Анна', stage: 'presentation' })
    expect([status, body.stage]).toEqual([200, 'presentation'])
    const { db } = database
    const history = await db.selectFrom('sales_stages').selectAll().orderBy('id').execute()
    expect(history.map(row => [row.stage, JSON.parse(row.stage_metadata ?? 'null')])).toEqual([
      ['greeting', null],
      ['presentation', { from: 'greeting', because: 'moved-by-person', cycle: 1 }],
    ])
    const funnel = await db.selectFrom('conversion_funnel').select(['stage', 'exited_at']).orderBy('id').execute()
    expect(funnel).toEqual([
      { stage: 'greeting', exited_at: test.clock.now() },
      { stage: 'presentation', exited_at: null },
    ])
    const log = await db.selectFrom('sales_events').select('event_type').orderBy('id').execute()
    expect(log.map(row => row.event_type)).toEqual(['lead.created', 'stage.changed'])
    expect(events).toMatchObject([{ leadId: client.leadId, oldStage: 'greeting', newStage: 'presentation' }])
    const stored = await db.selectFrom('events').select('type').execute()
    expect(stored).toEqual([{ type: 'lead.stage_changed' }])
  })

  it('keeps of a write who made it and what it changed, but no name and no contact', async () => {
    const { body: lead } = await call('POST', '/leads', anna)
    await call('PUT', `/leads/${lead.id}`, { name: 'Мария', contact: null, status: 'won', language: 'ru' })
    const [update] = await auditOf('lead.update')
    expect(update).toMatchObject({ actor: 'admin-key', target: `lead:${lead.id}` })
    expect(JSON.parse(update?.before_json ?? '')).toEqual({ name: '…', contact: '…', status: 'active' })
    expect(JSON.parse(update?.after_json ?? '')).toEqual({ name: '…', contact: null, status: 'won' })
    expect(JSON.stringify(await database.db.selectFrom('audit_log').selectAll().execute())).not.toMatch(
      /Анна|Мария|999/,
    )
  })

  it.each(['GET', 'PUT'])('%s of what is not there is 404', async method => {
    const answer = await call(method, '/leads/4711', method === 'PUT' ? {} : undefined)
    expect([answer.status, answer.body.code]).toEqual([404, 'lead.not_found'])
    expect((await call(method, '/leads/x', method === 'PUT' ? {} : undefined)).status).toBe(422)
  })

  async function auditOf(action: string) {
    return database.db.selectFrom('audit_log').selectAll().where('action', '=', action).execute()
  }
})
