import { parseArgs } from 'node:util'
import { systemClock } from '#shared/utils'
import { createTestDatabase } from '../postgres/create-test-database.ts'
import { type PostgresServer, startPostgres } from '../postgres/start-postgres.ts'
import { type KillTestTotals, runKillTest } from './kill-test.ts'

/** `npm run test:kill -- --rounds 1000 --database postgres --seed 7 --stages 2`: exit status 1 when a promise was broken. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    database: { type: 'string', default: 'sqlite' },
    stages: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(systemClock.now() % 1_000_000) },
  },
})
const startedAt = systemClock.now()
const rounds = Number(values.rounds)
const seed = Number(values.seed)
console.log(
  `kill test: ${rounds} rounds of 200 messages in 50 chats on ${values.database}, ${values.stages} at a time, seed ${seed}`,
)

const postgres = values.database === 'postgres' ? await startPostgres({ isDurable: true }) : null
const stages = Array.from({ length: Number(values.stages) }, () => (postgres === null ? null : openDatabase(postgres)))
const totals = await runKillTest({ rounds, seed, databaseUrls: await Promise.all(stages), onRound: printProgress })
await postgres?.stop()
printSummary(totals)
process.exitCode = totals.violations.length === 0 ? 0 : 1

async function openDatabase({ url }: PostgresServer): Promise<string> {
  return (await createTestDatabase(url)).url
}

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
