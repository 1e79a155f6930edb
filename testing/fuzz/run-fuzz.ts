import { describeReport } from './describe-report.ts'
import { fuzzApi } from './fuzz-api.ts'
import { startFuzzedGateway } from './start-fuzzed-gateway.ts'

/** `npm run fuzz -- [count] [seed]`: 10,000 requests made of the API's own document. Ends with status 1 when an answer is at fault. */
async function main([count = '10000', seed = '1']: readonly string[]): Promise<number> {
  const test = await startFuzzedGateway()
  try {
    const startedAt = Date.now()
    const report = await fuzzApi(test, { count: Number(count), seed: Number(seed), atOnce: 20 })
    console.log(describeReport(report))
    console.log(`${count} requests, seed ${seed}, ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
    return report.faults.length === 0 ? 0 : 1
  } finally {
    await test.close()
  }
}

process.exitCode = await main(process.argv.slice(2))
