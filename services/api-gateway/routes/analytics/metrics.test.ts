import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { figureNames, figures } from '#capabilities/analytics'
import { stages } from '#capabilities/sales'
import type { ConversationId, Database, LeadId } from '#shared/database'
import { createConversation } from '../../../../testing/create-conversation.ts'
import { createLeads } from '../../../../testing/create-leads.ts'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { startTestGateway, type TestGateway } from '../../../../testing/gateway-harness.ts'
import { recordHistory, type WrittenEvent } from '../../../../testing/history/index.ts'

const hour = 3_600_000
const day = 24 * hour

describeEachDatabase('GET /api/v1/analytics/metrics', open => {
  let database: Database
  let gateway: TestGateway
  let conversationId: ConversationId
  let leads: readonly LeadId[]

  beforeEach(async () => {
    database = await open()
    conversationId = await createConversation(database)
    leads = await createLeads(database, 4)
    gateway = await startTestGateway({ database })
    return () => gateway.close()
  })

  async function ask(query: string) {
    const response = await fetch(`${gateway.url}/api/v1/analytics/metrics${query}`, {
      headers: await gateway.keyOf('viewer'),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> & { errors?: unknown } }
  }

  const tell = (events: readonly WrittenEvent[]) => recordHistory(database, events)
  const created = (at: number) =>
    leads.map(leadId => ({ type: 'lead.created', at, conversationId, payload: { leadId } }))

  it('answers an empty business with zeros, and with null where there is nothing to divide by', async () => {
    const { status, body } = await ask('')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      total_leads: 0,
      total_conversations: 0,
      conversion_rate: null,
      voice_share: null,
      first_response_p50_ms: null,
      model_cost: 0,
      cost_per_qualified_lead: null,
      languages: [],
      updated_at: '2026-01-14T09:00:00.000Z',
    })
    expect(body.conversion).toEqual(Object.fromEntries(stages.map(stage => [stage, null])))
    expect(body.period).toEqual({
      from: '2025-12-15T21:00:00.000Z',
      to: '2026-01-14T21:00:00.000Z',
      time_zone: 'Europe/Moscow',
    })
  })

  it('counts leads by the day they came, and what they reached whenever they reached it', async () => {
    const came = gateway.clock.now() - 10 * day
    const [anna, boris] = leads
    await tell([
      ...created(came),
      ...[anna, boris].map(leadId => ({
        type: 'lead.stage_changed',
        at: came + 2 * day,
        conversationId,
        payload: { leadId, oldStage: 'greeting', newStage: 'presentation' },
      })),
      { type: 'lead.qualified', at: came + 5 * day, conversationId, payload: { leadId: anna, fitScore: 70 } },
      { type: 'lead.qualified', at: came + 6 * day, conversationId, payload: { leadId: anna, fitScore: 80 } },
      { type: 'meeting.scheduled', at: came + 6 * day, conversationId, payload: { leadId: anna, meetingId: 1 } },
      { type: 'meeting.completed', at: came + 8 * day, conversationId, payload: { leadId: anna, meetingId: 1 } },
    ])
    const { body } = await ask('?from=2026-01-04&to=2026-01-04')
    expect(body).toMatchObject({
      total_leads: 4,
      qualified_leads: 1,
      qualified_rate: 0.25,
      booked_leads: 1,
      conversion_rate: 0.25,
      kept_leads: 1,
      kept_rate: 1,
      conversion: { greeting: 1, presentation: 0.5, scheduling: 0 },
      // These happened later than the day that was asked for.
      meetings_booked: 0,
      meetings_kept: 0,
      qualified_in_period: 0,
    })
    const later = (await ask('?from=2026-01-05&to=2026-01-14')).body
    expect(later).toMatchObject({ total_leads: 0, conversion_rate: null, meetings_booked: 1, qualified_in_period: 1 })
    expect(later.stages).toContainEqual({
      stage: 'greeting',
      leads: 0,
      conversion: null,
      entered: 0,
      time_p50_ms: expect.closeTo(2 * day, -7),
    })
  })

  it('tells how soon the first answer and every answer came, and how many messages it was for', async () => {
    const at = gateway.clock.now() - day
    const turn = await storeTalk(database, conversationId)
    await tell([
      { type: 'conversation.started', at, conversationId, payload: { userId: 7 } },
      { type: 'message.received', at, conversationId, payload: { messageId: turn.messageIds[0] } },
      { type: 'message.received', at: at + 1000, conversationId, payload: { messageId: turn.messageIds[1] } },
      { type: 'turn.finished', at: at + 4000, conversationId, payload: { turnId: turn.id, outcome: 'replied' } },
    ])
    const { body } = await ask('')
    expect(body).toMatchObject({
      messages_received: 2,
      voice_messages: 1,
      voice_share: 0.5,
      answers: 1,
      burst_size: 2,
      model_calls: 1,
      prompt_tokens: 1_000_000,
      completion_tokens: 500_000,
      // 1 USD and 2 USD a million.
      model_cost: 2,
      resolved_by_ai: 1,
      resolved_by_ai_rate: 1,
      durably_resolved_by_ai: 0,
      durably_resolved_by_ai_rate: null,
    })
    for (const name of ['first_response_p50_ms', 'first_response_p95_ms', 'answer_time_p50_ms']) {
      expect(body[name]).toBeGreaterThan(3960)
      expect(body[name]).toBeLessThan(4040)
    }
  })

  it('takes a conversation that a human had off those that the AI resolved, durably only within seven days', async () => {
    const at = gateway.clock.now() - 20 * day
    const turn = await storeTalk(database, conversationId)
    await tell([
      { type: 'conversation.started', at, conversationId, payload: { userId: 7 } },
      { type: 'message.received', at, conversationId, payload: { messageId: turn.messageIds[1] } },
      { type: 'turn.finished', at: at + 1000, conversationId, payload: { turnId: turn.id, outcome: 'replied' } },
      { type: 'conversation.handed_off', at: at + 8 * day, conversationId, payload: { reason: 'client.asked' } },
    ])
    expect((await ask('')).body).toMatchObject({
      resolved_by_ai: 0,
      durably_resolved_by_ai: 1,
      durably_resolved_by_ai_rate: 1,
      handed_off: 1,
      handed_off_by_reason: [{ name: 'client.asked', count: 1, share: 1 }],
    })
  })

  it('takes days as days of the business, the last one included, and instants to the quarter of an hour', async () => {
    const midnight = Date.UTC(2026, 0, 9, 21) // 10 January in Moscow.
    await tell([midnight - 1, midnight, midnight + 50 * 60_000].map(at => ({ type: 'limit.hit', at, conversationId })))
    const count = async (query: string) => (await ask(query)).body.limits_hit
    expect(await count('?from=2026-01-09&to=2026-01-09')).toBe(1)
    expect(await count('?from=2026-01-10&to=2026-01-10')).toBe(2)
    expect(await count('?from=2026-01-09&to=2026-01-10')).toBe(3)
    expect(await count('?from=2026-01-09T21:00:00Z&to=2026-01-09T21:45:00Z')).toBe(1)
    expect(await count('?from=2026-01-09T21:40:00Z&to=2026-01-10T00:40:00%2B03:00')).toBe(0)
    expect(await count('?from=2026-01-09T21:45:00Z&to=2026-01-09T22:00:00Z')).toBe(1)
  })

  it('compares with the period before, and draws a series without gaps', async () => {
    const now = gateway.clock.now()
    await tell([
      ...created(now - 2 * day),
      { type: 'limit.hit', at: now - 9 * day, conversationId },
      { type: 'limit.hit', at: now - 8 * day, conversationId },
    ])
    const { body } = await ask('?from=2026-01-08&to=2026-01-14&compare=previous&bucket=day')
    expect(body).toMatchObject({
      total_leads: 4,
      limits_hit: 0,
      previous: { total_leads: 0, limits_hit: 2, period: { from: '2025-12-31T21:00:00.000Z' } },
    })
    const series = body.series as readonly { from: string; total_leads: number }[]
    expect(series.map(point => point.total_leads)).toEqual([0, 0, 0, 0, 4, 0, 0])
    expect(series[4]?.from).toBe('2026-01-11T21:00:00.000Z')
    const weeks = (await ask('?from=2026-01-01&to=2026-01-14&bucket=week')).body.series as typeof series
    expect(weeks.map(point => point.from)).toEqual([
      '2025-12-31T21:00:00.000Z',
      '2026-01-04T21:00:00.000Z',
      '2026-01-11T21:00:00.000Z',
    ])
    expect(weeks.map(point => point.total_leads)).toEqual([0, 0, 4])
  })

  it.each([
    ['?from=2026-02-01&to=2026-01-01', '/from'],
    ['?from=yesterday', '/from'],
    ['?to=2026-13-01', '/to'],
    ['?to=2026-01-01T10:00:00', '/to'],
    ['?from=2023-01-01&to=2026-01-01', '/from'],
    ['?bucket=year', '/bucket'],
  ])('refuses %s and says which part is at fault', async (query, pointer) => {
    const { status, body } = await ask(query)
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: 'request.invalid', errors: [{ in: 'query', pointer }] })
  })

  it('counts only once what several requests ask for at once', async () => {
    await tell(created(gateway.clock.now() - day))
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask('')))
    expect(answers.map(({ body }) => body.total_leads)).toEqual(Array.from({ length: 8 }, () => 4))
  })
})

it('defines every figure in the OpenAPI document', async () => {
  const gateway = await startTestGateway()
  onTestFinished(() => gateway.close())
  const response = await fetch(`${gateway.url}/openapi.json`)
  const text = await response.text()
  for (const name of figureNames) expect(text).toContain(JSON.stringify(figures[name].meaning.en))
})

/** Two messages, the second spoken, and a turn of a model that answered both. */
async function storeTalk({ db }: Database, conversationId: ConversationId) {
  const messages = await db
    .insertInto('messages')
    .values(
      ['text', 'voice'].map((kind, index) => ({
        conversation_id: conversationId,
        role: 'user' as const,
        content: 'x',
        timestamp: 1,
        message_metadata: null,
        kind,
        external_id: String(index),
        contact_id: null,
        turn_id: null,
        edited_at: null,
      })),
    )
    .returning('id')
    .execute()
  const messageIds = messages.map(message => message.id).sort((one, other) => one - other)
  const [first, last] = messageIds
  if (first === undefined || last === undefined) throw new TypeError('the messages were not stored')
  const id = 'turn-1' as never
  await db
    .insertInto('turns')
    .values({
      id,
      conversation_id: conversationId,
      number: 1,
      outcome: 'replied',
      reason: null,
      first_message_id: first,
      last_message_id: last,
      model: 'a-model',
      prompt_tokens: 1_000_000,
      completion_tokens: 500_000,
      first_token_ms: 1,
      started_at: 1,
      finished_at: 1,
    })
    .execute()
  return { id, messageIds }
}
