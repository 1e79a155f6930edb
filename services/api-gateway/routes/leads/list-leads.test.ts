import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '#shared/database'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { startTestGateway, type TestGateway, testAdminKey } from '../../../../testing/gateway-harness.ts'

interface Page {
  readonly items: readonly { readonly id: number; readonly name: string; readonly fit_score: number }[]
  readonly next_cursor: string | null
}

const count = 60
const stages = ['greeting', 'presentation', 'summary'] as const

describeEachDatabase('GET /api/v1/leads', open => {
  let database: Database
  let test: TestGateway

  beforeAll(async () => {
    database = await open()
    test = await startTestGateway({ database })
    await addLeads(0, count)
    // Three of each instant and many of each score, so that the ids have to decide.
    await sql`update leads set created_at = 1000000 * (id / 3), updated_at = 1000000 * (id / 7), fit_score = (id * 37) % 5 * 20,
      deleted_at = case when id % 20 = 0 then 5 end`.execute(database.db)
    await sql`insert into meetings (lead_id, scheduled_at, status, created_at, updated_at)
      select id, 0, case when id % 2 = 0 then 'scheduled' else 'cancelled' end, 0, 0 from leads where id % 10 < 2`.execute(
      database.db,
    )
  })

  afterAll(() => test.close())

  async function addLeads(from: number, more: number): Promise<void> {
    for (let index = from; index < from + more; index++) {
      const body = {
        name: `Lead ${index}`,
        stage: stages[index % 3],
        status: index % 2 === 0 ? 'active' : 'won',
        source: index % 4 === 0 ? 'shop' : 'fair',
        intent: index % 5 === 0 ? 'buy' : null,
        language: index % 3 === 0 ? 'ru' : 'en',
      }
      const response = await fetch(`${test.url}/api/v1/leads`, {
        method: 'POST',
        headers: { authorization: `Bearer ${testAdminKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      expect(response.status).toBe(201)
    }
  }

  async function get(query: string): Promise<{ readonly status: number; readonly body: Page }> {
    const response = await fetch(`${test.url}/api/v1/leads?${query}`, {
      headers: { authorization: `Bearer ${testAdminKey}` },
    })
    return { status: response.status, body: (await response.json()) as Page }
  }

  async function readAll(query: string, between: () => Promise<void> = async () => {}): Promise<readonly number[]> {
    const ids: number[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { status, body }: { status: number; body: Page } = await get(
        `${query}&limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`,
      )
      expect(status).toBe(200)
      ids.push(...body.items.map(item => item.id))
      cursor = body.next_cursor
      await between()
    }
    return ids
  }

  async function idsWhere(condition: string, order = 'created_at desc, id desc'): Promise<readonly number[]> {
    const { rows } = await sql<{
      id: number
    }>`select id from leads where ${sql.raw(condition)} order by ${sql.raw(order)}`.execute(database.db)
    return rows.map(row => row.id)
  }

  it.each([
    ['sort=-created_at', 'created_at desc, id desc'],
    ['sort=-updated_at', 'updated_at desc, id desc'],
    ['sort=-fit_score', 'fit_score desc, id desc'],
  ])('shows every lead once, page by page, with %s', async (query, order) => {
    expect(await readAll(query)).toEqual(await idsWhere('deleted_at is null', order))
  })

  it.each([
    ['status=won', "status = 'won'"],
    ['stage=summary', "stage = 'summary'"],
    ['stage=summary&status=won&sort=-created_at', "stage = 'summary' and status = 'won'"],
    ['source=shop', "source = 'shop'"],
    ['intent=buy&language=ru', "intent = 'buy' and language = 'ru'"],
    ['min_fit_score=60', 'fit_score >= 60'],
    ['created_after=1970-01-01T00:50:00Z', 'created_at >= 3000000'],
    ['created_before=1970-01-01T03:50:00%2B03:00', 'created_at < 3000000'],
    ['created_after=1970-01-02', 'created_at >= 86400000'],
    ['has_meeting=true', 'id % 10 = 0'],
    ['has_meeting=false', 'id % 10 <> 0'],
    ['q=lead', '1 = 1'],
    ['q=lead+17', "name = 'Lead 17'"],
    ['q=lead&stage=summary', "stage = 'summary'"],
    ['q=', '1 = 1'],
    ['q=nobody', '1 = 0'],
  ])('filters by %s', async (query, condition) => {
    expect(await readAll(query)).toEqual(await idsWhere(`deleted_at is null and ${condition}`))
  })

  it('shows what was put away only when it is asked for', async () => {
    expect(await readAll('deleted=true')).toEqual(await idsWhere('deleted_at is not null'))
  })

  it('pages on without repetition or gap while new leads come', async () => {
    const before = await idsWhere('deleted_at is null')
    const ids = await readAll('sort=-created_at', () => addLeads(count, 2))
    expect(ids).toEqual(before)
  })

  it.each([
    ['limit=0', '/limit'],
    ['limit=201', '/limit'],
    ['limit=x', '/limit'],
    ['sort=created_at', '/sort'],
    ['min_fit_score=101', '/min_fit_score'],
    ['created_after=yesterday', '/created_after'],
    ['has_meeting=yes', '/has_meeting'],
    ['cursor=x', '/cursor'],
    ['cursor=W10', '/cursor'],
    [`cursor=${Buffer.from('["-created_at",1,"2"]').toString('base64url')}`, '/cursor'],
    [`cursor=${Buffer.from('["-fit_score",1,2]').toString('base64url')}`, '/cursor'],
  ])('refuses ?%s', async (query, pointer) => {
    const { status, body } = await get(query)
    expect([status, body]).toMatchObject([422, { code: 'request.invalid', errors: [{ in: 'query', pointer }] }])
  })
})
