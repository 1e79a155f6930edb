import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '#capabilities/access'
import { startTestGateway, type TestGateway, testSettings } from '../../../../testing/gateway-harness.ts'

let test: TestGateway
const clients: Client[] = []
beforeEach(async () => {
  test = await startTestGateway()
})
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close()
  await test.close()
})

async function connect(role: Role): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' })
  const transport = new StreamableHTTPClientTransport(new URL(`${test.url}/mcp`), {
    requestInit: { headers: await test.keyOf(role) },
  })
  await client.connect(transport)
  clients.push(client)
  return client
}

/** What a tool answers: the JSON of the API, and whether it is a refusal. */
async function use(client: Client, name: string, input: Record<string, unknown> = {}) {
  const { content, isError = false } = await client.callTool({ name, arguments: input })
  const [first] = content as { readonly text: string }[]
  return { isError, text: first?.text ?? '' }
}

async function addLead(name: string): Promise<number> {
  const response = await fetch(`${test.url}/api/v1/leads`, {
    method: 'POST',
    headers: { ...(await test.keyOf('operator')), 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  return ((await response.json()) as { readonly id: number }).id
}

describe('the tools', () => {
  it('are those that the role may use', async () => {
    const names = async (role: Role) => (await (await connect(role)).listTools()).tools.map(({ name }) => name)
    const forViewers = await names('viewer')
    expect(forViewers).toEqual(expect.arrayContaining(['find_leads', 'get_lead', 'read_conversation', 'read_metrics']))
    expect(forViewers).not.toContain('add_note')
    expect(await names('operator')).toEqual(expect.arrayContaining(['add_note', 'change_stage', ...forViewers]))
  })

  it('find a lead, read it, note something and move it, in the name of the key', async () => {
    const id = await addLead('Анна')
    await addLead('Boris')
    const client = await connect('operator')
    const found = JSON.parse((await use(client, 'find_leads', { q: 'анна' })).text)
    expect(found).toMatchObject({ items: [{ id, name: 'Анна' }], next_cursor: null })
    expect(await use(client, 'add_note', { lead_id: id, text: 'Call before noon' })).toMatchObject({ isError: false })
    expect(await use(client, 'change_stage', { lead_id: id, stage: 'presentation' })).toMatchObject({ isError: false })
    expect(JSON.parse((await use(client, 'get_lead', { lead_id: id })).text)).toMatchObject({ stage: 'presentation' })
    const audit = await test.deps.database.db
      .selectFrom('audit_log')
      .select(['actor', 'action'])
      .where('target', '=', `lead:${id}`)
      .orderBy('id', 'desc')
      .executeTakeFirst()
    expect(audit).toMatchObject({ actor: expect.stringMatching(/^key:\d+$/), action: expect.stringMatching(/^lead\./) })
  })

  it('book a free time for a lead, once', async () => {
    const id = await addLead('Анна')
    const client = await connect('operator')
    const { items } = JSON.parse((await use(client, 'list_openings', { limit: 1 })).text)
    const order = { lead_id: id, starts_at: items[0].starts_at, tell_client: false }
    expect(await use(client, 'book_meeting', order)).toMatchObject({ isError: false })
    const other = await use(client, 'book_meeting', { ...order, lead_id: await addLead('Boris') })
    expect([other.isError, JSON.parse(other.text).code]).toEqual([true, 'meeting.slot_taken'])
  })

  it('read conversations and figures, and a report by its name', async () => {
    const client = await connect('viewer')
    expect(JSON.parse((await use(client, 'list_conversations')).text)).toMatchObject({ items: [] })
    expect(JSON.parse((await use(client, 'read_metrics')).text)).toHaveProperty('period')
    const { items } = JSON.parse((await use(client, 'list_reports')).text)
    const report = JSON.parse((await use(client, 'read_report', { name: items[0].name })).text)
    expect(report).toMatchObject({ name: items[0].name, rows: expect.any(Array) })
  })

  it('tell a refusal of the API to the model in words', async () => {
    const client = await connect('viewer')
    const refused = await use(client, 'get_lead', { lead_id: 99 })
    expect(refused.isError).toBe(true)
    expect(JSON.parse(refused.text)).toMatchObject({ status: 404, code: expect.stringContaining('lead') })
    const invalid = await use(client, 'find_leads', { cursor: 'made up' })
    expect(JSON.parse(invalid.text)).toMatchObject({ status: 422, errors: [{ pointer: '/cursor' }] })
  })

  it('refuse an input that does not fit, before the API is asked', async () => {
    const refused = await use(await connect('viewer'), 'get_lead', { lead_id: 'one' })
    expect(refused).toMatchObject({ isError: true, text: expect.stringContaining('lead_id') })
  })

  it('that the role may not use are not there, also when they are called by name', async () => {
    const id = await addLead('Anna')
    const refused = await use(await connect('viewer'), 'add_note', { lead_id: id, text: 'x' })
    expect(refused).toMatchObject({ isError: true, text: expect.stringContaining('not found') })
    expect(await test.deps.database.db.selectFrom('lead_notes').selectAll().execute()).toEqual([])
  })
})

describe('the door', () => {
  const post = async (body: string, headers: Readonly<Record<string, string>>) =>
    fetch(`${test.url}/mcp`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })

  it('opens with a key only', async () => {
    expect((await post('{}', {})).status).toBe(401)
  })

  it('knows no sessions: there is nothing to get or to end', async () => {
    expect((await fetch(`${test.url}/mcp`, { headers: await test.keyOf('viewer') })).status).toBe(405)
  })

  it.each(['{}', '[]', '{"jsonrpc":"2.0","method":"tools/call"}', '{"jsonrpc":"2.0","id":1,"method":"steal"}'])(
    'refuses %s as a message, not as a fault of ours',
    async body => {
      const accept = { accept: 'application/json, text/event-stream' }
      const response = await post(body, { ...(await test.keyOf('viewer')), ...accept })
      expect(response.status).toBeLessThan(500)
    },
  )
})

describe('the limit of requests', () => {
  it('counts a tool once, and whoever makes up a ticket is counted, too', async () => {
    const limited = await startTestGateway({ settings: { ...testSettings, requestsPerMinute: 50 } })
    try {
      const headers = { ...(await limited.keyOf('viewer')), 'content-type': 'application/json' }
      const accept = 'application/json, text/event-stream'
      const tool = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'find_leads', arguments: {} } }
      const left = async (more: Readonly<Record<string, string>> = {}) => {
        const init = { method: 'POST', headers: { ...headers, ...more, accept }, body: JSON.stringify(tool) }
        const response = await fetch(`${limited.url}/mcp`, init)
        expect(await response.json()).toMatchObject({ result: { structuredContent: { items: [] } } })
        return Number(response.headers.get('ratelimit-remaining'))
      }
      // What a call leaves is told before it is made: the second answer shows all that the first has cost.
      expect([await left(), await left(), await left({ 'x-prepaid-call': 'A'.repeat(43) })]).toEqual([49, 48, 47])
    } finally {
      await limited.close()
    }
  })
})
