import { parseArgs } from 'node:util'
import { systemClock } from '#shared/utils'
import { startPostgres } from '../postgres/start-postgres.ts'
import { type KillTestTotals, runKillTest } from './kill-test.ts'

/** `npm run test:kill -- --rounds 1000 --database postgres --seed 7`: exit status 1 when a promise was broken. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    database: { type: 'string', default: 'sqlite' },
    seed: { type: 'string', default: String(systemClock.now() % 1_000_000) },
  },
})
const startedAt = systemClock.now()
const rounds = Number(values.rounds)
const seed = Number(values.seed)
console.log(`kill test: ${rounds} rounds of 200 messages in 50 chats on ${values.database}, seed ${seed}`)

const postgres = values.database === 'postgres' ? await startPostgres({ isDurable: true }) : null
const totals = await runKillTest({ rounds, seed, databaseUrl: postgres?.url ?? null, onRound: printProgress })
await postgres?.stop()
printSummary(totals)
process.exitCode = totals.violations.length === 0 ? 0 : 1

function printProgress(totals: KillTestTotals): void {
  if (totals.rounds % 10 === 0 || totals.violations.length > 0)
    console.log(`round ${totals.rounds}: ${describe(totals)}`)
}

function describe({ written, answered, kills, killsAtStart, unknown, violations }: KillTestTotals): string {
  const seconds = Math.round((systemClock.now() - startedAt) / 1000)
  return `${written} messages, ${answered} answered, ${kills} kills (${killsAtStart} at start), ${unknown.length} sends unknown, ${violations.length} violations, ${seconds} s`
}

function printSummary(totals: KillTestTotals): void {
  for (const { key, chatId, hasArrived } of totals.unknown) {
    console.log(`  unknown: ${key} in chat ${chatId}, which ${hasArrived ? 'had arrived' : 'had not arrived'}`)
  }
  for (const { round, chatId, what } of totals.violations.slice(0, 50)) {
    console.log(`  VIOLATION in round ${round}, chat ${chatId}: ${what}`)
  }
  for (const line of totals.evidence.slice(0, 200)) console.log(`    ${line}`)
  const verdict = totals.violations.length === 0 ? 'PASSED' : `FAILED (repeat with --seed ${seed})`
  console.log(`${verdict}: ${describe(totals)}`)
}
