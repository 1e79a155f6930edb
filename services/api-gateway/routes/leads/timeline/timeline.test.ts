import { beforeEach, expect, it } from 'vitest'
import { readTimeline } from '#flow'
import type { Database } from '#shared/database'
import { describeEachDatabase } from '../../../../../testing/databases.ts'
import { explainQueries } from '../../../../../testing/explain-queries.ts'
import { type FlowApi, startFlowApi } from '../../../../../testing/flow-api.ts'
import { createFlowClient, type FlowClient } from '../../../../../testing/flow-client.ts'

interface Entry {
  readonly at: string
  readonly kind: string
  readonly id: number
  readonly code: string
  readonly text: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

describeEachDatabase('GET /api/v1/leads/{id}/timeline', open => {
  let database: Database
  let api: FlowApi
  let client: FlowClient
  let leadId: number

  beforeEach(async () => {
    database = await open()
    api = await startFlowApi(database)
    client = createFlowClient(api.flow, 7_000_000_001)
    await client.write('Здравствуйте! Меня зовут Анна, бюджет до 300 тысяч рублей')
    const { items } = await api.get<{ items: readonly { id: number }[] }>('/leads')
    leadId = items[0]?.id ?? 0
  })

  const list = (query = '') => api.listAll<Entry>(`/leads/${leadId}/timeline${query}`)

  it('tells how the lead came, what was learned and moved, what was noted, and who took the chat', async () => {
    await api.ask('POST', `/leads/${leadId}/notes`, { text: 'Call before noon.' })
    await client.write('Позовите человека')
    const entries = await list()
    const codes = entries.map(entry => entry.code)
    for (const code of ['lead.created', 'slot.found', 'stage.changed', 'note', 'conversation.handed_off'])
      expect(codes).toContain(code)
    expect(entries.find(({ kind }) => kind === 'note')).toMatchObject({
      text: 'Call before noon.',
      author: 'admin-key',
    })
    expect(entries.find(({ code }) => code === 'conversation.handed_off')?.detail.reason).toBe('client.asked')
  })

  it('shows each entry once over the pages, though many lie in one millisecond', async () => {
    const conversationId = await client.conversationId()
    const nowMs = api.flow.clock.now()
    const promise = {
      conversation_id: conversationId,
      turn_id: null,
      kind: 'price',
      source: 'prices.md',
      made_at: nowMs,
    }
    const claims = Array.from({ length: 7 }, (_, index) => ({ ...promise, claim: `${index} ₽` }))
    await database.db.insertInto('promises').values(claims).execute()
    for (const text of ['one', 'two']) await api.ask('POST', `/leads/${leadId}/notes`, { text })
    const whole = await list('?limit=200')
    expect(whole.length).toBeGreaterThan(10)
    expect(await list('?limit=1')).toEqual(whole)
    expect(await list('?limit=3')).toEqual(whole)
    expect(whole.map(({ at }) => at)).toEqual(
      whole
        .map(({ at }) => at)
        .sort()
        .reverse(),
    )
    expect(await list('?kind=promise&limit=2')).toEqual(whole.filter(({ kind }) => kind === 'promise'))
    expect(whole.filter(({ kind }) => kind === 'promise')).toHaveLength(7)
  })

  it('shows beside a slot the words that it was read from', async () => {
    const lead = await api.get<{ slots: Record<string, { words: string; message_id: number }> }>(`/leads/${leadId}`)
    const words = Object.values(lead.slots).map(slot => slot.words)
    expect(words.length).toBeGreaterThan(0)
    for (const said of words) expect(said).toBe('Здравствуйте! Меня зовут Анна, бюджет до 300 тысяч рублей')
  })

  it('reads by indexes only', async () => {
    const plans = await explainQueries(database, recorded =>
      readTimeline(recorded.db, leadId as never, { after: { at: 5, kind: 'note', id: 7 }, limit: 51, kind: null }),
    )
    for (const plan of plans) expect(plan).not.toMatch(database.engine === 'sqlite' ? /SCAN / : /Seq Scan/)
  })

  it('knows no lead by an id that was never given, and no cursor of another list', async () => {
    expect((await api.ask('GET', '/leads/4711/timeline')).status).toBe(404)
    const foreign = Buffer.from('[5,9,1]').toString('base64url')
    expect((await api.ask('GET', `/leads/${leadId}/timeline?cursor=${foreign}`)).status).toBe(422)
  })
})
