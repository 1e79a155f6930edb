import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ContactId, type Database, indexMessages } from '#shared/database'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { startTestGateway, type TestGateway, testAdminKey } from '../../../../testing/gateway-harness.ts'
import { type Client, meetClients } from '../../../../testing/meet-clients.ts'
import { findText, plantCanaries } from '../../../../testing/plant-canaries.ts'

const canary = 'xqzcanary'

describeEachDatabase('/api/v1/contacts', open => {
  let database: Database
  let test: TestGateway
  let clients: readonly Client[]

  beforeAll(async () => {
    database = await open()
    clients = await meetClients(database, 5)
    test = await startTestGateway({ database })
    for (const { conversationId } of clients) await say(conversationId, `words of ${conversationId}`)
  })

  afterAll(() => test.close())

  async function say(conversationId: Client['conversationId'], content: string): Promise<void> {
    const row = { conversation_id: conversationId, role: 'user' as const, content, timestamp: 1_000 }
    const nothingElse = { message_metadata: null, external_id: null, contact_id: null, turn_id: null, edited_at: null }
    await database.db
      .insertInto('messages')
      .values({ ...row, ...nothingElse })
      .execute()
  }

  async function call(method: string, path: string) {
    const headers = { authorization: `Bearer ${testAdminKey}` }
    const response = await fetch(`${test.url}/api/v1/contacts${path}`, { method, headers })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
  }

  it('lists people page by page, and each once', async () => {
    const ids: number[] = []
    let cursor = ''
    do {
      const { body } = await call('GET', `?limit=2${cursor}`)
      ids.push(...body.items.map((item: { id: number }) => item.id))
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`
    } while (cursor !== '')
    expect(ids).toEqual(clients.map(({ contactId }) => contactId).reverse())
  })

  it('finds people by what they said and by their number', async () => {
    const [, second] = clients
    const byWords = await call('GET', `?q=words+${second?.conversationId}`)
    const byNumber = await call('GET', '?user_id=7000000001')
    expect(byWords.body.items.map((item: { id: number }) => item.id)).toEqual([second?.contactId])
    expect(byNumber.body.items).toMatchObject([{ id: second?.contactId, channel: 'telegram', user_id: 7_000_000_001 }])
    expect((await call('GET', '?user_id=7000000001&channel=webchat')).body.items).toEqual([])
  })

  it('shows one with their lead, conversations and consents', async () => {
    const [first] = clients
    const { status, body } = await call('GET', `/${first?.contactId}`)
    expect([status, body]).toMatchObject([
      200,
      { id: first?.contactId, lead_id: first?.leadId, conversation_ids: [first?.conversationId], consents: {} },
    ])
  })

  it('exports all that is held, with every word and no one else’s', async () => {
    const [, , third, other] = clients
    if (third === undefined || other === undefined) throw new Error('nobody was met')
    for (let count = 0; count < 1_200; count += 1) await say(third.conversationId, `line ${count}`)
    const planted = await plantCanaries(database, third, canary)
    const { status, headers, body } = await call('GET', `/${third.contactId}/export`)
    expect([status, headers.get('content-disposition')]).toEqual([
      200,
      `attachment; filename="contact-${third.contactId}.json"`,
    ])
    expect(body).toMatchObject({ format: 'telegram-ai-platform.contact', exported_at: '2026-01-14T09:00:00.000Z' })
    expect(body.messages).toHaveLength(1_201)
    expect(new Set(body.messages.map((row: { id: number }) => row.id)).size).toBe(1_201)
    for (const column of planted) {
      const [table = '', name = ''] = column.split('.')
      expect(JSON.stringify(body[table]?.[0]?.[name]), column).toContain(canary)
    }
    expect(body.contacts[0].created_at).toBe('1970-01-01T00:00:00.000Z')
    expect(JSON.stringify(body)).not.toContain(`words of ${other.conversationId}`)
  })

  it('forgets a person for good, as often as it is asked', async () => {
    const [, , third] = clients
    if (third === undefined) throw new Error('nobody was met')
    await plantCanaries(database, third, canary)
    await indexMessages(database)
    expect(await findText(database, canary)).not.toEqual([])
    for (let count = 0; count < 2; count += 1)
      expect(await call('DELETE', `/${third.contactId}`)).toMatchObject({ status: 204, body: null })
    expect(await findText(database, canary)).toEqual([])
    const after = [await call('GET', `/${third.contactId}`), await call('GET', `/${third.contactId}/export`)]
    expect(after.map(({ status, body }) => [status, body.code])).toEqual([
      [404, 'contact.not_found'],
      [404, 'contact.not_found'],
    ])
    const audit = await database.db.selectFrom('audit_log').selectAll().execute()
    expect(audit).toMatchObject([
      { actor: 'admin-key', action: 'contact.forget', target: `contact:${third.contactId}` },
    ])
    expect(JSON.parse(audit[0]?.after_json ?? '')).toEqual({ conversations: 1, messages: 1_201, leads: 1, meetings: 0 })
  })

  it('knows nobody by an id that was never given', async () => {
    expect((await call('GET', '/4711')).status).toBe(404)
    expect((await call('DELETE', '/4711')).status).toBe(204)
    expect((await call('GET', '/x')).status).toBe(422)
    const count = await database.db
      .selectFrom('contacts')
      .select('id')
      .where('id', '=', 4711 as ContactId)
      .execute()
    expect(count).toEqual([])
  })
})
