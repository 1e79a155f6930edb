import { expect, it } from 'vitest'
import { describeEachDatabase } from '../databases.ts'
import { startTestGateway, testSettings } from '../gateway-harness.ts'
import { describeFault } from './describe-report.ts'
import { furnish } from './furnish.ts'
import { fuzzApi } from './fuzz-api.ts'

/** The short form of `npm run fuzz`, which sends 10,000. */
const count = 600

describeEachDatabase('requests made of the document, valid and spoiled, many at once', open => {
  it('find no fault of ours, no broken schema, no success without the right', { timeout: 180_000 }, async () => {
    const settings = { ...testSettings, allowPrivateWebhooks: true }
    const test = await startTestGateway({ database: await open(), settings })
    await furnish(test)
    const { faults, statuses } = await fuzzApi(test, { count, seed: 20_260_114, atOnce: 20 })
    await test.close()
    expect(faults.map(describeFault)).toEqual([])
    // A fuzz whose requests are all refused would prove nothing.
    const succeeded = [...statuses.values()].filter(counts => [...counts.keys()].some(status => status < 300))
    expect(succeeded.length / statuses.size).toBeGreaterThan(0.6)
  })
})
