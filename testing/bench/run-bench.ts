import { type BenchOptions, readBenchOptions } from './bench-options.ts'
import { combineRounds } from './combine-rounds.ts'
import { describeMachine } from './describe-machine.ts'
import { formatReport, hasMistakes } from './format-report.ts'
import { type Measurement, measureContender } from './measure-contender.ts'
import { openStage, type Stage } from './open-stage.ts'

/**
 * `npm run bench`: the bare bot and the platform on both databases against the same emulators, one after the other in one run.
 * Ends with status 1 when a message was not answered exactly once; a goal that was missed is printed, not punished, because
 * the machine may be busy. docs/performance.md says what the numbers mean.
 */
async function main(): Promise<void> {
  const options = readBenchOptions(process.argv.slice(2))
  const machine = describeMachine()
  const stage = await openStage(
    options.scenarios,
    options.contenders.some(({ name }) => name === 'postgres'),
  )
  try {
    const measurements = combineRounds(await runRounds(stage, options))
    console.log(options.isJson ? JSON.stringify(measurements, null, 2) : `${machine}\n\n${formatReport(measurements)}`)
    if (measurements.some(hasMistakes)) process.exitCode = 1
  } finally {
    await stage.close()
  }
}

/** Contenders take turns, so that a slow minute of the machine hits all of them. */
async function runRounds(stage: Stage, options: BenchOptions): Promise<readonly Measurement[]> {
  const { measureMs, profileFolder } = options
  const measurements: Measurement[] = []
  for (let round = 1; round <= options.rounds; round++) {
    for (const scenario of options.scenarios) {
      for (const contender of options.contenders) {
        console.error(`round ${round} of ${options.rounds}: ${scenario.title}: ${contender.title} …`)
        measurements.push(await measureContender(stage, { contender, scenario, measureMs, profileFolder }))
      }
    }
  }
  return measurements
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
