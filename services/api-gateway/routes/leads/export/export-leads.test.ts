import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '#shared/database'
import { createLeads } from '../../../../../testing/create-leads.ts'
import { describeEachDatabase } from '../../../../../testing/databases.ts'
import { startTestGateway, type TestGateway, testAdminKey } from '../../../../../testing/gateway-harness.ts'

describeEachDatabase('GET /api/v1/leads/export', open => {
  let database: Database
  let test: TestGateway

  beforeAll(async () => {
    database = await open()
    test = await startTestGateway({ database })
    const [first] = await createLeads(database, 450)
    await sql`update leads set stage = case when id % 3 = 0 then 'summary' else stage end, created_at = id * 1000`.execute(
      database.db,
    )
    await database.db
      .updateTable('leads')
      .set({ name: '=HYPERLINK("x")', contact: 'anna@example.com', source: 'Анна, "ярмарка"' })
      .where('id', '=', first ?? (0 as never))
      .execute()
  })

  afterAll(() => test.close())

  async function get(query: string, headers: Record<string, string> = { authorization: `Bearer ${testAdminKey}` }) {
    const response = await fetch(`${test.url}/api/v1/leads/export${query}`, { headers })
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
  }

  it('writes every lead once, in the order asked for, whatever the texts', async () => {
    const { status, headers, bytes } = await get('?bom=true')
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
    expect(headers.get('content-disposition')).toBe('attachment; filename="leads-2026-01-14.csv"')
    const lines = bytes.toString().split('\r\n')
    expect(lines[0]).toMatch(
      /^\uFEFFid,name,contact,stage,status,source,intent,language,fit_score,created_at,updated_at,slot_/,
    )
    expect(lines).toHaveLength(452)
    expect(new Set(lines.slice(1, 451).map(line => line.split(',')[0])).size).toBe(450)
    expect(lines[450]).toContain(`"'=HYPERLINK(""x"")",anna@example.com`)
    expect(lines[450]).toContain('"Анна, ""ярмарка"""')
  })

  it('leaves out what the filters leave out', async () => {
    const { bytes } = await get('?stage=summary')
    expect(bytes.toString().trim().split('\r\n')).toHaveLength(151)
  })

  it('writes a sheet that spreadsheets open', async () => {
    const { headers, bytes } = await get('?format=xlsx&title_language=ru')
    expect(headers.get('content-type')).toContain('spreadsheetml')
    expect(bytes.subarray(0, 2).toString()).toBe('PK')
  })

  it('is for operators, and refuses what is no filter', async () => {
    expect((await get('', await test.keyOf('viewer'))).status).toBe(403)
    expect((await get('?format=pdf')).status).toBe(422)
    expect((await get('?sort=name')).status).toBe(422)
  })
})
