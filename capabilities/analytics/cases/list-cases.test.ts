import { expect, it } from 'vitest'
import { createFakeClock } from '#shared/utils'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { explainQueries } from '../../../testing/explain-queries.ts'
import { createHistory } from '../../../testing/history/index.ts'
import { createAnalytics } from '../create-analytics.ts'
import { type FigureName, figureNames } from '../figures/figures.ts'
import { responseTimesReport } from '../reports/kinds/response-times.ts'
import { type CaseName, caseNames } from './cases.ts'
import { listCases } from './list-cases.ts'

const from = Date.UTC(2025, 9, 1)
const day = 86_400_000
const prices = { currency: 'USD', perMillionPromptTokens: null, perMillionCompletionTokens: null }
const stages = ['greeting', 'needs_discovery', 'presentation', 'objections', 'consultation_offer', 'scheduling']
// Counted to the end of a quarter of an hour, or by days that are not over: near the edge a case may lie on the other side.
const rounded: readonly CaseName[] = ['durably_resolved_by_ai']

describeEachDatabase('the cases behind a figure', (open, engine) => {
  it('are as many as the figure says, whatever happened and in whatever order', { timeout: 120_000 }, async () => {
    const database = await open()
    await createHistory(database, { events: 3000, conversations: 60, seed: engine === 'sqlite' ? 21 : 22, from })
    const clock = createFakeClock(from + 400 * day)
    const analytics = createAnalytics({
      ...{ database, clock },
      settings: { timeZone: 'Europe/Berlin', stages, language: 'en', prices },
    })
    await analytics.catchUp()
    const period = { from: from + 30 * day, to: from + 200 * day }
    const metrics = await analytics.readMetrics(period)
    const count = async (name: CaseName, part: string | null = null): Promise<number> => {
      let found = 0
      for (let before: number | null | undefined; before !== null; ) {
        const page = await analytics.listCases({ name, part, period, before: before ?? null, limit: 7 })
        found += page.cases.length
        before = page.nextBefore
      }
      return found
    }
    for (const name of caseNames) {
      if (rounded.includes(name) || !isFigure(name)) continue
      expect([name, await count(name)]).toEqual([name, metrics.figures[name]])
    }
    for (const { name, count: times } of metrics.breakdowns.handed_off_by_reason)
      expect([name, await count('handed_off', name)]).toEqual([name, times])
    for (const { name, count: times } of metrics.breakdowns.objections)
      expect([name, await count('objections', name)]).toEqual([name, times])
    for (const { stage, leads } of metrics.stages)
      expect([stage, await count('leads_by_stage', stage)]).toEqual([stage, leads])
    const { rows } = await analytics.writeReport(responseTimesReport, period)
    expect(['first_responses', await count('first_responses')]).toEqual(['first_responses', rows[0]?.count])
    expect(await count('messages_received', 'voice')).toBe(metrics.figures.voice_messages)
    expect(metrics.figures.voice_messages).toBeGreaterThan(0)
    expect(metrics.figures.resolved_by_ai).toBeGreaterThan(0)
    expect(metrics.figures.active_leads).toBeGreaterThan(0)
  })

  it('are read by indexes', async () => {
    const database = await open()
    const plans = await explainQueries(database, async ({ db }) => {
      const query = { name: 'handed_off', part: 'x', period: { from: 0, to: 5 }, before: 9, limit: 5 } as const
      await listCases(db, query, 9)
    })
    for (const plan of plans) expect(plan).not.toMatch(engine === 'sqlite' ? /SCAN / : /Seq Scan/)
  })
})

function isFigure(name: string): name is FigureName {
  return (figureNames as readonly string[]).includes(name)
}
