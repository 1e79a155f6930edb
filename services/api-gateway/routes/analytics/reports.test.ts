import { parse } from 'csv-parse/sync'
import readSheet from 'read-excel-file/node'
import { beforeEach, expect, it } from 'vitest'
import { createKey, recordAudit } from '#capabilities/access'
import type { ConversationId, Database } from '#shared/database'
import { createConversation } from '../../../../testing/create-conversation.ts'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { startTestGateway, type TestGateway } from '../../../../testing/gateway-harness.ts'
import { recordHistory } from '../../../../testing/history/index.ts'

const hour = 3_600_000
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const names = [
  'funnel',
  'handoffs',
  'model-cost',
  'objections',
  'operators',
  'outcomes',
  'response-times',
  'sources',
  'unanswered-questions',
  'weekly-digest',
]

describeEachDatabase('GET /api/v1/analytics/reports', open => {
  let database: Database
  let gateway: TestGateway
  let conversationId: ConversationId

  beforeEach(async () => {
    database = await open()
    conversationId = await createConversation(database)
    gateway = await startTestGateway({ database })
    return () => gateway.close()
  })

  async function ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${gateway.url}/api/v1/analytics/reports${path}`, {
      headers: { ...(await gateway.keyOf('viewer')), ...headers },
    })
  }

  async function askQuestion(question: string, askedAt: number): Promise<void> {
    await database.db
      .insertInto('open_questions')
      .values({
        conversation_id: conversationId,
        message_id: null,
        question,
        language: 'ru',
        asked_at: askedAt,
        settled_at: null,
      })
      .execute()
  }

  async function createLead(source: string): Promise<void> {
    const at = gateway.clock.now() - hour
    const { id: leadId } = await database.db
      .insertInto('leads')
      .values({
        contact_id: null,
        user_id: 7,
        name: null,
        contact: null,
        source,
        intent: null,
        language: null,
        conversation_id: null,
        return_stage: null,
        created_at: at,
        updated_at: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await recordHistory(database, [
      { type: 'lead.created', at, conversationId, payload: { leadId } },
      { type: 'lead.qualified', at, conversationId, payload: { leadId, fitScore: 80 } },
    ])
  }

  it('lists what there is, with names in both languages and formats', async () => {
    const { items } = (await (await ask('')).json()) as { items: readonly Record<string, unknown>[] }
    expect(items.map(item => item.name)).toEqual(names)
    expect(items[0]).toMatchObject({
      title: { en: 'Funnel', ru: 'Воронка' },
      formats: ['json', 'csv', 'xlsx', 'svg', 'png'],
    })
  })

  it.each(names)('can be had in every format when nothing has happened yet: %s', async name => {
    const json = (await (await ask(`/${name}`)).json()) as { name: string; rows: unknown; columns: { key: string }[] }
    expect(json.name).toBe(name)
    const csv = await ask(`/${name}?format=csv`)
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect((await csv.text()).split('\r\n')[0]).toBe(json.columns.map(column => column.key).join(','))
    const sheet = await ask(`/${name}?format=xlsx`)
    expect(sheet.headers.get('content-disposition')).toMatch(new RegExp(`^attachment; filename="${name}-`))
    expect((await readSheet(Buffer.from(await sheet.arrayBuffer()))).length).toBeGreaterThan(0)
    expect(await (await ask(`/${name}?format=svg&language=en`)).text()).toContain('Nothing happened in this period.')
    const png = Buffer.from(await (await ask(`/${name}?format=png`)).arrayBuffer())
    expect(png.subarray(0, 4).toString('latin1')).toBe('\x89PNG')
  })

  it('tells which source brought qualified leads, and lets no source pass for a formula', async () => {
    await createLead('=HYPERLINK("http://evil")')
    await createLead('shop_42')
    await createLead('shop_42')
    const csv = await (await ask('/sources?format=csv')).text()
    const rows = parse(csv, { columns: true }) as readonly Record<string, string>[]
    expect(rows.map(row => [row.source, row.leads, row.qualified_rate])).toEqual([
      ['shop_42', '2', '1'],
      [`'=HYPERLINK("http://evil")`, '1', '1'],
    ])
    const svg = await (await ask('/sources?format=svg')).text()
    expect(svg).toContain('=HYPERLINK(&quot;http://evil&quot;)')
  })

  it('tells what became of conversations, and why they went to humans', async () => {
    const at = gateway.clock.now() - hour
    const of = (
      type: 'conversation.handed_off' | 'message.sent_by_human',
      minutes: number,
      payload: Readonly<Record<string, unknown>>,
    ) => ({
      ...{ type, at: at + minutes * 60_000, conversationId, payload },
    })
    await recordHistory(database, [
      of('conversation.handed_off', 0, { reason: 'client.asked' }),
      of('conversation.handed_off', 1, { reason: 'client.asked' }),
      of('conversation.handed_off', 2, { reason: 'turn.gave_up' }),
      of('message.sent_by_human', 3, { messageId: 1 }),
    ])
    const rowsOf = async (name: string) =>
      parse(await (await ask(`/${name}?format=csv`)).text(), { columns: true }) as readonly Record<string, string>[]
    expect((await rowsOf('handoffs')).map(({ reason, count }) => [reason, count])).toEqual([
      ['client.asked', '2'],
      ['turn.gave_up', '1'],
    ])
    const outcomes = new Map((await rowsOf('outcomes')).map(({ figure, value }) => [figure, value]))
    expect([outcomes.get('handed_off'), outcomes.get('human_replies')]).toEqual(['3', '1'])
    const svg = await (await ask('/handoffs?format=svg&language=en')).text()
    expect(svg).toContain('Hand-offs by reason')
  })

  it('tells who took chats over and replied, how long the called one took, and what is not known of whom', async () => {
    const { db } = database
    const target = `conversation:${conversationId}`
    const at = gateway.clock.now() - hour
    const note = (actor: string, action: string, minutes: number) =>
      recordAudit(db, { actor, action, target, before: null, after: null }, at + minutes * 60_000)
    const { key } = await database.transaction(tx =>
      createKey(tx, { name: 'Maria', role: 'operator', expiresAt: null, actor: 'test' }, at),
    )
    const maria = `key:${key.id}`
    await recordHistory(database, [
      { type: 'conversation.handed_off', at, conversationId, payload: { reason: 'client.asked' } },
      { type: 'conversation.handed_off', at: at + 20 * 60_000, conversationId, payload: { reason: 'client.asked' } },
      {
        type: 'conversation.handed_off',
        at: at + 30 * 60_000,
        conversationId,
        payload: { reason: 'operator.took_over' },
      },
      ...[2, 3, 24, 30, 40].map(minutes => ({
        type: 'message.sent_by_human' as const,
        at: at + minutes * 60_000,
        conversationId,
        payload: { messageId: minutes },
      })),
    ])
    await note(maria, 'conversation.take_over', 1)
    await note(maria, 'message.send', 2)
    await note('session:3', 'message.send', 3)
    await note(maria, 'message.send', 24)
    // Wrote without being called: nobody waited.
    await note('session:3', 'conversation.take_over', 30)
    await note('session:3', 'message.send', 30)
    const { rows } = (await (await ask('/operators')).json()) as { readonly rows: unknown }
    expect(rows).toEqual([
      { operator: `Maria (${maria})`, take_overs: 1, replies: 2, first_reply_p50_ms: 120_000 },
      { operator: 'session:3', take_overs: 1, replies: 2, first_reply_p50_ms: null },
      { operator: 'Telegram', take_overs: null, replies: 1, first_reply_p50_ms: null },
    ])
  })

  it('writes real numbers and dates into a sheet, by the clock of the business, and quotes texts of clients', async () => {
    await askQuestion('Есть ли "рассрочка", и какая?', Date.UTC(2026, 0, 13, 22, 30))
    const sheet = await readSheet(Buffer.from(await (await ask('/unanswered-questions?format=xlsx')).arrayBuffer()))
    expect(sheet.map(each => each.sheet)).toEqual(['Вопросы без ответа', 'Показатели'])
    expect(sheet[0]?.data[1]).toEqual([
      new Date('2026-01-14T01:30:00Z'),
      'Есть ли "рассрочка", и какая?',
      'ru',
      conversationId,
    ])
    const csv = await (await ask('/unanswered-questions?format=csv&bom=true')).arrayBuffer()
    expect(Buffer.from(csv).subarray(0, 3).toString('hex')).toBe('efbbbf')
    expect(Buffer.from(csv).toString('utf8')).toContain(
      `2026-01-13T22:30:00.000Z,"Есть ли ""рассрочка"", и какая?",ru,${conversationId}\r\n`,
    )
  })

  it('chooses the format by Accept, and says so when none fits', async () => {
    const type = async (accept: string) => (await ask('/funnel', { accept })).headers.get('content-type')
    expect(await type('*/*')).toContain('application/json')
    expect(await type('text/csv, application/json;q=0.5')).toContain('text/csv')
    expect(await type(xlsx)).toBe(xlsx)
    expect(await type('image/*')).toContain('image/svg+xml')
    expect(await type('image/*, image/svg+xml;q=0')).toBe('image/png')
    const refused = await ask('/funnel', { accept: 'application/pdf' })
    expect(refused.status).toBe(406)
    expect(await refused.json()).toMatchObject({ code: 'request.not_acceptable' })
    expect((await ask('/funnel?format=json', { accept: 'application/pdf' })).status).toBe(200)
  })

  it('refuses what it does not know', async () => {
    expect((await ask('/revenue')).status).toBe(404)
    expect((await ask('/funnel?format=pdf')).status).toBe(422)
    expect((await ask('/funnel?from=2026-02-01&to=2026-01-01')).status).toBe(422)
  })
})
