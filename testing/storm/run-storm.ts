import { parseArgs } from 'node:util'
import { systemClock } from '#shared/utils'
import { listBroken } from './report.ts'
import { runStorm } from './storm.ts'

/** `npm run test:storm -- --minutes 30 --chats 100 --seed 7`: exit status 1 when a promise was broken. */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    chats: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(systemClock.now() % 1_000_000) },
  },
})
const startedAt = systemClock.now()
const seed = Number(values.seed)
console.log(`storm: ${values.minutes} simulated minutes in ${values.chats} chats, seed ${seed}`)

const report = await runStorm({
  phases: Number(values.minutes),
  phaseMs: 60_000,
  chats: Number(values.chats),
  seed,
  onPhase: minute => console.log(`minute ${minute} after ${seconds()} s`),
})
console.table(report)
const broken = listBroken(report)
console.log(
  broken.length === 0 ? `PASSED in ${seconds()} s` : `FAILED (repeat with --seed ${seed}): ${broken.join(', ')}`,
)
process.exitCode = broken.length === 0 ? 0 : 1

function seconds(): number {
  return Math.round((systemClock.now() - startedAt) / 1000)
}
