import { beforeEach, expect, it } from 'vitest'
import type { Database } from '#shared/database'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { type FlowApi, startFlowApi } from '../../../../testing/flow-api.ts'
import { createFlowClient, type FlowClient } from '../../../../testing/flow-client.ts'

// The clock begins on Wednesday the 14th of January 2026, 12:00 in Moscow; the general playbook works 10:00–18:00 on weekdays.
const friday = { from: '2026-01-16T00:00:00%2B03:00', to: '2026-01-17T00:00:00%2B03:00' }
const noon = '2026-01-16T09:00:00.000Z'
const one = '2026-01-16T10:00:00.000Z'

interface Meeting {
  readonly id: number
  readonly starts_at: string
  readonly status: string
  readonly code: string
}

interface Opening {
  readonly starts_at: string
}

describeEachDatabase('meetings over the API', open => {
  let database: Database
  let api: FlowApi
  let client: FlowClient
  let leadId: number
  beforeEach(async () => {
    database = await open()
    api = await startFlowApi(database)
    client = createFlowClient(api.flow, 1)
    await client.write('Привет')
    leadId = await client.leadId()
  })

  const book = (startsAt: string, more: object = {}) =>
    api.ask<Meeting>('POST', '/meetings', { lead_id: leadId, starts_at: startsAt, ...more })
  const openings = () => api.listAll<Opening>(`/openings?from=${friday.from}&to=${friday.to}&limit=5`)
  const eventTypes = async () => {
    const rows = await database.db
      .selectFrom('events')
      .select('type')
      .where('type', 'like', 'meeting.%')
      .orderBy('id')
      .execute()
    return rows.map(({ type }) => type)
  }
  const audits = async () => {
    const rows = await database.db.selectFrom('audit_log').select('action').orderBy('id').execute()
    return rows.map(({ action }) => action)
  }

  it('are booked into an opening, which is then none, and the client is told with a calendar file', async () => {
    const before = await openings()
    expect(before.map(opening => opening.starts_at)).toContain(noon)
    expect(before.map(opening => opening.starts_at)).toEqual([...before.map(opening => opening.starts_at)].sort())
    const { status, headers, body } = await book(noon)
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { lead_id: leadId, starts_at: noon, minutes: 30, status: 'scheduled', hold_until: null, client_told: true },
    })
    expect(await api.get(headers.get('location')?.replace('/api/v1', '') ?? '')).toMatchObject({ id: body.id })
    expect((await openings()).map(opening => opening.starts_at)).not.toContain(noon)
    await api.flow.pass(1000)
    const told = api.flow.channel.partsIn('1').at(-1)
    expect(told?.text).toMatch(/вы записаны: пт, 16 января.* 12:00/)
    expect(told?.document).toMatchObject({ fileName: 'meeting.ics', content: expect.stringContaining('BEGIN:VEVENT') })
    expect([await eventTypes(), await audits()]).toEqual([['meeting.scheduled'], ['meeting.book']])
    const log = await database.db
      .selectFrom('sales_events')
      .select('event_type')
      .where('event_type', 'like', 'meeting.%')
      .execute()
    expect(log).toEqual([{ event_type: 'meeting.scheduled' }])
  })

  it('are not booked where somebody else is, in the past, outside of the hours, or twice', async () => {
    const others = [2, 3, 4, 5].map(userId => createFlowClient(api.flow, userId))
    for (const other of others) await other.write('Привет')
    const leads = await Promise.all(others.map(other => other.leadId()))
    const race = await Promise.all(
      leads.map(lead => api.ask<Meeting>('POST', '/meetings', { lead_id: lead, starts_at: noon })),
    )
    expect(race.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    for (const startsAt of [noon, '2026-01-13T09:00:00Z', '2026-01-16T00:00:00Z', '2026-01-16T09:07:00Z']) {
      expect(await book(startsAt)).toMatchObject({ status: 409, body: { code: 'meeting.slot_taken' } })
    }
    expect((await book(one, { tell_client: false })).body).toMatchObject({
      client_told: false,
      client_not_told_because: 'notice.not_wanted',
    })
    expect(await book(one)).toMatchObject({
      status: 200,
      body: { client_told: false, client_not_told_because: 'meeting.unchanged' },
    })
    expect(await api.get(`/meetings?lead_id=${leadId}`)).toMatchObject({ items: [{ starts_at: one }] })
  })

  it('that a client holds are booked for that client, and for nobody else', async () => {
    await client.write('Хочу записаться')
    await client.press(/,/)
    const held = await database.db.selectFrom('meetings').select(['lead_id', 'scheduled_at']).executeTakeFirstOrThrow()
    const startsAt = new Date(held.scheduled_at).toISOString()
    const other = createFlowClient(api.flow, 2)
    await other.write('Привет')
    const order = { lead_id: await other.leadId(), starts_at: startsAt }
    expect(await api.ask('POST', '/meetings', order)).toMatchObject({ status: 409 })
    expect(await book(startsAt)).toMatchObject({ status: 201, body: { status: 'scheduled' } })
  })

  it('are cancelled once, which frees their time and tells the client', async () => {
    const { id } = (await book(noon)).body
    const cancel = () => api.ask<Meeting>('POST', `/meetings/${id}/cancel`)
    expect(await cancel()).toMatchObject({ status: 200, body: { status: 'cancelled', client_told: true } })
    expect(await cancel()).toMatchObject({ status: 200, body: { status: 'cancelled', client_told: false } })
    await api.flow.pass(3000)
    expect(client.texts().filter(text => text.includes('Отменил вашу запись'))).toHaveLength(1)
    expect((await openings()).map(opening => opening.starts_at)).toContain(noon)
    expect(await eventTypes()).toEqual(['meeting.scheduled', 'meeting.cancelled'])
    expect(await audits()).toEqual(['meeting.book', 'meeting.cancel'])
  })

  it('move by less than their own length, and stay where they are when the new time is taken', async () => {
    const { id } = (await book(noon)).body
    const move = (startsAt: string) => api.ask<Meeting>('POST', `/meetings/${id}/reschedule`, { starts_at: startsAt })
    const other = createFlowClient(api.flow, 2)
    await other.write('Привет')
    await api.ask('POST', '/meetings', { lead_id: await other.leadId(), starts_at: one })
    expect(await move(one)).toMatchObject({ status: 409, body: { code: 'meeting.slot_taken' } })
    expect(await api.get(`/meetings/${id}`)).toMatchObject({ starts_at: noon })
    const earlier = (await openings()).map(opening => opening.starts_at).filter(start => start < noon)
    const start = earlier.at(-1) ?? ''
    expect(await move(start)).toMatchObject({ status: 200, body: { starts_at: start, client_told: true } })
    await api.flow.pass(3000)
    expect(client.texts().at(-1)).toContain('Запись перенесена')
    expect((await eventTypes()).at(-1)).toBe('meeting.rescheduled')
  })

  it('of a lead whom nobody has talked with are booked without a word', async () => {
    const lead = await api.ask<{ id: number }>('POST', '/leads', { name: 'Ольга', contact: '+7 999 123-45-67' })
    const order = { lead_id: lead.body.id, starts_at: noon }
    expect(await api.ask('POST', '/meetings', order)).toMatchObject({
      status: 201,
      body: { conversation_id: null, client_told: false, client_not_told_because: 'lead.no_conversation' },
    })
    expect(await eventTypes()).toEqual(['meeting.scheduled'])
  })

  it('are listed by their start, each once over the pages, either way', async () => {
    const starts = (await openings()).map(opening => opening.starts_at).filter((_, index) => index % 3 === 0)
    for (const startsAt of starts) await book(startsAt, { tell_client: false })
    const first = (await api.get<{ items: readonly Meeting[] }>('/meetings?sort=starts_at')).items[0]
    await api.ask('POST', `/meetings/${first?.id}/cancel`, { tell_client: false })
    const startsOf = async (query: string) =>
      (await api.listAll<Meeting>(`/meetings?limit=2&${query}`)).map(meeting => meeting.starts_at)
    expect(await startsOf('sort=starts_at')).toEqual(starts)
    expect(await startsOf('')).toEqual([...starts].reverse())
    expect(await startsOf('status=cancelled')).toEqual(starts.slice(0, 1))
    expect(await startsOf(`from=${starts[1]}&sort=starts_at`)).toEqual(starts.slice(1))
    expect(await startsOf(`to=${starts[1]}&lead_id=${leadId}`)).toEqual(starts.slice(0, 1))
    expect(await startsOf('lead_id=4711')).toEqual([])
  })

  it('tell what is wrong with what is asked', async () => {
    const meeting = { lead_id: leadId, starts_at: noon }
    for (const [method, path, body, status, pointer] of [
      ['GET', '/meetings/4711', undefined, 404, null],
      ['GET', '/meetings/x', undefined, 422, '/id'],
      ['GET', '/meetings?status=late', undefined, 422, '/status'],
      ['GET', '/meetings?from=friday', undefined, 422, '/from'],
      ['GET', '/openings?limit=0', undefined, 422, '/limit'],
      ['POST', '/meetings', { ...meeting, lead_id: 4711 }, 404, null],
      ['POST', '/meetings', { ...meeting, starts_at: '16 January' }, 422, '/starts_at'],
      ['POST', '/meetings', { ...meeting, lead_id: 'x' }, 422, '/lead_id'],
      ['POST', '/meetings', { ...meeting, minutes: 5 }, 422, ''],
      ['POST', '/meetings/4711/cancel', {}, 404, null],
      ['POST', '/meetings/4711/reschedule', { starts_at: noon }, 404, null],
    ] as const) {
      const answer = await api.ask<{ errors?: readonly { pointer: string }[] }>(method, path, body)
      expect([method, path, answer.status, answer.body.errors?.[0]?.pointer ?? null]).toEqual([
        method,
        path,
        status,
        pointer,
      ])
    }
  })
})
