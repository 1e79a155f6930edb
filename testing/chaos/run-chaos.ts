import { systemClock } from '#shared/utils'
import { describeMachine } from '../bench/describe-machine.ts'
import { buildPlatform } from '../build-platform.ts'
import { readChaosOptions } from './chaos-options.ts'
import { formatRow, isKept, listFaults, tableHead } from './describe-outcome.ts'
import { runExperiments } from './run-experiments.ts'

/** `npm run test:chaos`: prints the table of docs/reliability.md; exit status 1 when a promise was broken. */
async function main(): Promise<void> {
  const options = readChaosOptions(process.argv.slice(2))
  await buildPlatform()
  console.error(`${describeMachine()}, seed ${options.seed}`)
  console.log(tableHead)
  const startedAtMs = systemClock.now()
  let broken = 0
  let plays = 0
  await runExperiments(options, {
    outcome(outcome) {
      plays += 1
      console.log(formatRow(outcome))
      for (const fault of listFaults(outcome)) console.error(fault)
      if (!isKept(outcome)) broken += 1
    },
    skipped: ({ name, needs }, layout) => console.error(`skipped: ${name} in ${layout}: no ${needs.join(', ')} here`),
  })
  const minutes = ((systemClock.now() - startedAtMs) / 60_000).toFixed(1)
  const verdict = broken === 0 ? 'PASSED' : `FAILED: ${broken} (repeat with --seed ${options.seed})`
  console.error(`${verdict}: ${plays} plays in ${minutes} minutes`)
  process.exitCode = broken === 0 ? 0 : 1
}

// Whatever ends it, its processes end with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
