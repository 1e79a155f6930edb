import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Database } from '#shared/database'
import type { PlatformEvent } from '#shared/events'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { createFlowClient } from '../../../../testing/flow-client.ts'
import { type FlowHarness, startFlow, textUpdate } from '../../../../testing/flow-harness.ts'
import { startTestGateway, type TestGateway, testAdminKey } from '../../../../testing/gateway-harness.ts'

const userId = 7_000_000_001

describeEachDatabase('working with a lead', open => {
  let database: Database
  let test: TestGateway
  let flow: FlowHarness

  beforeEach(async () => {
    database = await open()
    flow = await startFlow(database, { isSwept: false })
    test = await startTestGateway({ database })
  })

  afterEach(() => test.close())

  async function call(method: string, path: string, body?: unknown) {
    const response = await fetch(`${test.url}/api/v1/leads${path}`, {
      method,
      headers: {
        authorization: `Bearer ${testAdminKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  }

  it('puts it away, keeps it out of the lists, and brings it back', async () => {
    const { body: lead } = await call('POST', '', { name: 'Анна' })
    for (let count = 0; count < 2; count += 1)
      expect(await call('DELETE', `/${lead.id}`)).toEqual({ status: 204, body: null })
    expect((await call('GET', `/${lead.id}`)).status).toBe(404)
    expect((await call('PUT', `/${lead.id}`, { name: 'x' })).status).toBe(404)
    expect((await call('GET', '')).body.items).toEqual([])
    expect((await call('GET', '?q=анна')).body.items).toEqual([])
    expect((await call('GET', '?deleted=true')).body.items).toMatchObject([{ id: lead.id }])
    expect((await call('GET', `/${lead.id}?deleted=true`)).body.deleted_at).toBe('2026-01-14T09:00:00.000Z')
    for (let count = 0; count < 2; count += 1)
      expect(await call('POST', `/${lead.id}/restore`)).toMatchObject({ status: 200, body: { deleted_at: null } })
    expect((await call('GET', '')).body.items).toHaveLength(1)
    const audit = await database.db.selectFrom('audit_log').select('action').orderBy('id').execute()
    expect(audit.map(row => row.action)).toEqual(['lead.create', 'lead.delete', 'lead.restore'])
    const events = await database.db.selectFrom('events').select('type').orderBy('id').execute()
    expect(events.map(row => row.type)).toEqual(['lead.created', 'lead.deleted', 'lead.restored'])
    expect([(await call('DELETE', '/4711')).status, (await call('POST', '/4711/restore')).status]).toEqual([404, 404])
  })

  it('comes back by itself when its client writes, and is written to no more until then', async () => {
    const client = createFlowClient(flow, userId)
    await client.write('Здравствуйте, сколько стоит внедрение?')
    const id = await client.leadId()
    await call('DELETE', `/${id}`)
    const pending = await database.db.selectFrom('follow_ups').selectAll().where('state', '=', 'pending').execute()
    expect(pending).toEqual([])
    await client.write('Ещё вопрос')
    expect((await call('GET', `/${id}`)).status).toBe(200)
  })

  it('keeps notes, the newest first, page by page', async () => {
    const { body: lead } = await call('POST', '', {})
    for (const text of ['one', 'two', 'three']) {
      expect(await call('POST', `/${lead.id}/notes`, { text })).toMatchObject({
        status: 201,
        body: { lead_id: lead.id, author: 'admin-key', text },
      })
    }
    const first = await call('GET', `/${lead.id}/notes?limit=2`)
    const second = await call('GET', `/${lead.id}/notes?limit=2&cursor=${first.body.next_cursor}`)
    expect([first, second].map(({ body }) => body.items.map((note: { text: string }) => note.text))).toEqual([
      ['three', 'two'],
      ['one'],
    ])
    expect(second.body.next_cursor).toBeNull()
    expect((await call('GET', `/${lead.id}`)).body.note_count).toBe(3)
    expect((await call('POST', `/${lead.id}/notes`, { text: ' ' })).status).toBe(422)
    expect((await call('GET', '/4711/notes')).status).toBe(404)
    expect((await call('POST', '/4711/notes', { text: 'x' })).status).toBe(404)
    const log = await database.db.selectFrom('audit_log').selectAll().where('action', '=', 'lead.note').execute()
    expect(log).toHaveLength(3)
    expect(JSON.stringify(log)).not.toContain('three')
  })

  it('names whoever noted something with a key, also when the key is gone', async () => {
    const { body: lead } = await call('POST', '', {})
    const { authorization } = await test.keyOf('operator')
    const body = JSON.stringify({ text: 'From a program' })
    const headers = { authorization, 'content-type': 'application/json' }
    const written = await fetch(`${test.url}/api/v1/leads/${lead.id}/notes`, { method: 'POST', headers, body })
    expect(await written.json()).toMatchObject({ author_name: "a test's operator" })
    await database.db.updateTable('api_keys').set({ revoked_at: 1 }).execute()
    await call('POST', `/${lead.id}/notes`, { text: 'By hand' })
    const notes = [
      { author: 'admin-key', author_name: null },
      { author: expect.stringMatching(/^key:/), author_name: "a test's operator" },
    ]
    expect((await call('GET', `/${lead.id}/notes`)).body.items).toMatchObject(notes)
    expect((await call('GET', `/${lead.id}/timeline?kind=note`)).body.items).toMatchObject(notes)
  })

  it('moves it to a stage, and does nothing when it is there', async () => {
    const { body: lead } = await call('POST', '', { name: 'Анна' })
    const events: PlatformEvent[] = []
    test.deps.bus.subscribe('lead.stage_changed', event => void events.push(event))
    for (let count = 0; count < 2; count += 1) {
      const moved = await call('POST', `/${lead.id}/stage`, { stage: 'summary' })
      expect(moved).toMatchObject({ status: 200, body: { stage: 'summary', name: 'Анна' } })
    }
    expect(events).toHaveLength(1)
    expect((await call('POST', `/${lead.id}/stage`, { stage: 'won' })).status).toBe(422)
    expect((await call('POST', '/4711/stage', { stage: 'summary' })).status).toBe(404)
  })

  it('lets no answer under way overwrite what a person has changed', async () => {
    const client = createFlowClient(flow, userId)
    await client.write('Здравствуйте, сколько стоит внедрение?')
    const id = await client.leadId()
    const release = flow.model.hold()
    await flow.receive(textUpdate('Расскажите, что вы предлагаете и за сколько', { userId }))
    await flow.pass(2000)
    const running = await sql`select id from conversations where turn_lease_id is not null`.execute(database.db)
    expect(running.rows).toHaveLength(1)
    const before = flow.model.requests.length
    await call('PUT', `/${id}`, { name: 'Анна', stage: 'summary' })
    release()
    await flow.pass(5000)
    const { body: lead } = await call('GET', `/${id}`)
    expect(lead.name).toBe('Анна')
    // The answer was decided anew, by a turn that saw the change.
    expect(flow.model.requests.length).toBeGreaterThan(before)
    const moves = await database.db
      .selectFrom('sales_stages')
      .select(['stage', 'stage_metadata'])
      .orderBy('id')
      .execute()
    const afterHand = moves.slice(moves.findIndex(move => move.stage_metadata?.includes('moved-by-person')) + 1)
    for (const move of afterHand) expect(move.stage_metadata).toContain('"from":"summary"')
    expect(moves.some(move => move.stage === 'summary')).toBe(true)
  })

  it('shows what was learned, how well it fits and why', async () => {
    const client = createFlowClient(flow, userId)
    await client.write('Здравствуйте! Меня зовут Анна, мой телефон +7 999 123-45-67')
    const { body: lead } = await call('GET', `/${await client.leadId()}`)
    const slots = Object.values(lead.slots as Record<string, { value: string; confidence: number; source: string }>)
    expect(slots.length).toBeGreaterThan(0)
    expect(slots.map(slot => slot.value).join(' ')).toMatch(/Анна/)
    for (const slot of slots) expect(slot.confidence).toBeGreaterThan(0)
    expect(lead.fit.parts.length).toBeGreaterThan(0)
    expect(lead.fit.score).toBe(lead.fit_score)
    expect(lead).toMatchObject({ meetings: [], note_count: 0, conversation_id: await client.conversationId() })
  })

  it('names slots in the words of the playbook, and none that the playbook does not have', async () => {
    const client = createFlowClient(flow, userId)
    await client.write('Здравствуйте! Меня зовут Анна')
    const id = await client.leadId()
    const stranger = { lead_id: id, slot_name: 'of_another_playbook', slot_value: 'x', confidence: 1, source: 'rules' }
    await database.db
      .insertInto('lead_slots')
      .values({ ...stranger, message_id: null, extracted_at: 0, updated_at: 0 })
      .execute()
    const { body: lead } = await call('GET', `/${id}`)
    expect(lead.slots.client_name.title).toEqual({ ru: 'Имя', en: 'Name' })
    expect(lead.slots.of_another_playbook.title).toBeNull()
    expect(lead.slot_titles).toMatchObject({ budget: { ru: 'Бюджет', en: 'Budget' } })
    const named = lead.fit.parts.flatMap((part: { slots: readonly string[] }) => part.slots)
    expect(Object.keys(lead.slot_titles)).toEqual(expect.arrayContaining(named))
    // What was read can be sent back whole.
    expect((await call('PUT', `/${id}`, lead)).status).toBe(200)
  })
})
