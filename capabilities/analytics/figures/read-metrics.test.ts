import { expect, it } from 'vitest'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { explainQueries } from '../../../testing/explain-queries.ts'
import { createTimeGrid } from '../periods/time-grid.ts'
import { reports } from '../reports/reports.ts'
import { readMetrics } from './read-metrics.ts'
import { readSeries } from './read-series.ts'

describeEachDatabase('figures', (open, engine) => {
  const grid = createTimeGrid('Europe/Berlin')
  const prices = { currency: 'USD', perMillionPromptTokens: null, perMillionCompletionTokens: null }
  const nowMs = Date.UTC(2026, 5, 17, 13, 37)
  // Quarters, days and months on both sides.
  const period = { from: nowMs - 731 * 86_400_000, to: nowMs }
  // SQLite calls its walk through an index a search.
  const scan = engine === 'sqlite' ? /SCAN / : /Seq Scan/

  it('of two years are read from counts, by their key, and from nothing else', async () => {
    const plans = await explainQueries(await open(), async ({ db }) => {
      const deps = { db, grid, stages: ['greeting', 'summary'], prices }
      await readMetrics(deps, period, nowMs)
      await readSeries(deps, period, 'month')
    })
    expect(plans.length).toBeGreaterThan(8)
    for (const plan of plans) {
      expect(plan).toMatch(/metric_counts/)
      expect(plan).not.toMatch(scan)
      expect(plan).not.toMatch(/(SEARCH|on) (events|messages|leads|turns)\b/)
    }
  })

  it('of reports are read by indexes', async () => {
    const plans = await explainQueries(await open(), async ({ db }) => {
      const facts = { db, grid, stages: ['greeting'], prices, period, nowMs, language: 'en' as const }
      for (const report of reports) await report.build(facts)
    })
    for (const plan of plans) expect(plan).not.toMatch(scan)
    expect(plans.join('\n')).toMatch(/open_questions_open/)
  })
})
