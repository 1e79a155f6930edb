import { beforeAll, expect, it } from 'vitest'
import { buildPlatform, buildTimeoutMs } from '../testing/build-platform.ts'
import { describeEachTarget } from '../testing/databases.ts'
import { runKillTest } from '../testing/kill/kill-test.ts'

/** The short form of `npm run test:kill`. */
beforeAll(buildPlatform, buildTimeoutMs)

describeEachTarget('a platform that is killed while it works', createTarget => {
  it('loses no message, answers none twice and keeps the order', async () => {
    const target = await createTarget()
    const databaseUrls = [target.engine === 'postgres' ? target.url : null]
    const totals = await runKillTest({ rounds: target.engine === 'postgres' ? 1 : 3, seed: 20, databaseUrls })
    expect(totals.violations, totals.evidence.join('\n')).toEqual([])
    // The judge found every message answered or behind a listed send; one such send may have answered a burst of several.
    expect(totals.answered).toBeGreaterThan(totals.written * 0.9)
    expect(totals.kills).toBeGreaterThanOrEqual(totals.rounds)
  }, 120_000)
})
