import readSheet from 'read-excel-file/node'
import { beforeEach, expect, it } from 'vitest'
import { createAnalytics, type ReportsConfig } from '#capabilities/analytics'
import { type OutboundPart, renderMarkdown } from '#capabilities/channels'
import { stages } from '#capabilities/sales'
import type { ConversationId, Database } from '#shared/database'
import { createMemoryQueue } from '#shared/events'
import { createFakeClock, createFakeIds, createLogger, type FakeClock } from '#shared/utils'
import { createConversation } from '../../testing/create-conversation.ts'
import { createLeads } from '../../testing/create-leads.ts'
import { describeEachDatabase } from '../../testing/databases.ts'
import { recordHistory } from '../../testing/history/index.ts'
import { type ReportDeps, sendReports } from './send-reports.ts'

const hour = 3_600_000
const day = 24 * hour
const ownerId = 7
// A Monday, half past eight in Moscow.
const monday = Date.UTC(2026, 0, 19, 5, 30)

describeEachDatabase('digests', open => {
  let database: Database
  let clock: FakeClock
  let conversationId: ConversationId

  beforeEach(async () => {
    database = await open()
    clock = createFakeClock(monday)
    conversationId = await createConversation(database)
  })

  /** What a process has that has just been started. */
  function start(reports: Partial<ReportsConfig> = {}, language: 'ru' | 'en' = 'ru'): ReportDeps {
    const prices = { currency: 'RUB', perMillionPromptTokens: 100, perMillionCompletionTokens: null }
    const settings = { timeZone: 'Europe/Moscow', stages, language, prices }
    return {
      database,
      clock,
      queue: createMemoryQueue(clock, createLogger({ level: 'silent' })),
      newId: createFakeIds(),
      render: (_channel, markdown, attached) => renderMarkdown(markdown, attached),
      analytics: createAnalytics({ database, clock, settings }),
      settings: { ownerId, reports: { daily_at: null, weekly_at: '09:00', weekly_day: 'monday', ...reports } },
    }
  }

  async function happen(at: number): Promise<void> {
    const [leadId] = await createLeads(database, 1)
    await recordHistory(database, [{ type: 'lead.created', at, conversationId, payload: { leadId } }])
  }

  async function readSent(): Promise<readonly OutboundPart[]> {
    const rows = await database.db.selectFrom('outbound').select('payload').orderBy('id').execute()
    return rows.map(row => JSON.parse(row.payload) as OutboundPart)
  }

  it('come at their hour by the clock of the business: a picture with five lines, and a sheet', async () => {
    await happen(monday - 3 * day)
    await sendReports(start())
    expect(await readSent()).toEqual([])
    await clock.advance(hour / 2)
    await sendReports(start())
    const [picture, sheet, ...others] = await readSent()
    expect(others).toEqual([])
    expect(picture?.text).toMatch(/^Итоги недели, 12–18 января 2026/)
    expect(picture?.text.split('\n')).toHaveLength(6)
    expect(picture?.text).toContain('• Новые лиды: 1 (+1) · Квалифицированные лиды: 0')
    expect(picture?.document).toMatchObject({ fileName: 'weekly-2026-01-11.png', isPicture: true })
    expect(bytesOf(picture).subarray(1, 4).toString('latin1')).toBe('PNG')
    const [table] = await readSheet(bytesOf(sheet))
    expect(table?.data[1]?.slice(0, 4)).toEqual(['total_leads', 'Новые лиды', 1, 0])
  })

  it('are sent once, by several processes and after restarts', async () => {
    await happen(monday - 3 * day)
    await clock.advance(hour)
    await Promise.all([sendReports(start()), sendReports(start())])
    await sendReports(start())
    await clock.advance(3 * day)
    await sendReports(start())
    expect(await readSent()).toHaveLength(2)
  })

  it('come late rather than never, when nothing ran at their hour', async () => {
    await happen(monday - 3 * day)
    await clock.advance(4 * day)
    await sendReports(start())
    expect((await readSent())[0]?.text).toContain('12–18')
  })

  it('leave the owner alone when nothing happened', async () => {
    await happen(monday - 30 * day)
    await clock.advance(day)
    await sendReports(start({ daily_at: '09:00' }))
    expect(await readSent()).toEqual([])
  })

  it('come daily when that is wanted, each of its own day, in the language of the business', async () => {
    await happen(monday - day)
    await happen(monday)
    const daily = { daily_at: '08:00', weekly_at: null }
    await sendReports(start(daily, 'en'))
    await clock.advance(day)
    await sendReports(start(daily, 'en'))
    await sendReports(start(daily, 'en'))
    const texts = (await readSent()).flatMap(part => (part.text === '' ? [] : [part.text.split('\n')[0]]))
    expect(texts).toEqual(['The day, 18 January 2026', 'The day, 19 January 2026'])
  })

  it('wait for an owner who has not written to the bot yet', async () => {
    await happen(monday - 3 * day)
    await clock.advance(hour)
    const deps = start()
    await sendReports({ ...deps, settings: { ...deps.settings, ownerId: 8 } })
    await sendReports({ ...deps, settings: { ...deps.settings, ownerId: null } })
    expect(await readSent()).toEqual([])
    await sendReports(deps)
    expect(await readSent()).toHaveLength(2)
  })
})

function bytesOf(part: OutboundPart | undefined): Buffer {
  return Buffer.from(part?.document?.content ?? '', 'base64')
}
