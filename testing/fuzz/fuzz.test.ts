import { expect, it } from 'vitest'
import { describeEachDatabase } from '../databases.ts'
import { describeFault } from './describe-report.ts'
import { fuzzApi } from './fuzz-api.ts'
import { startFuzzedGateway } from './start-fuzzed-gateway.ts'

/** The short form of `npm run fuzz`, which sends 10,000. */
const count = 1500

describeEachDatabase('requests made of the document, valid and spoiled, many at once', open => {
  it('find no fault of ours, no broken schema, no success without the right', { timeout: 180_000 }, async () => {
    const test = await startFuzzedGateway(await open())
    const { faults, statuses } = await fuzzApi(test, { count, seed: 20_260_114, atOnce: 20 })
    await test.close()
    expect(faults.map(describeFault)).toEqual([])
    // A fuzz whose requests are all refused would prove nothing.
    const succeeded = [...statuses.values()].filter(counts => [...counts.keys()].some(status => status < 300))
    expect(succeeded.length / statuses.size).toBeGreaterThan(0.7)
  })
})
