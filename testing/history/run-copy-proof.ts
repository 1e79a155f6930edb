import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { copyDatabase, type DatabaseTarget } from '#shared/database'
import { createTestDatabase, startPostgres } from '../postgres/index.ts'
import { fillDatabase } from './fill/fill-database.ts'

const { values } = parseArgs({ options: { messages: { type: 'string', default: '1000000' } } })

/**
 * `npm run test:copy -- --messages 1000000`: SQLite → PostgreSQL → SQLite, with
 * the time and memory of each way; ends with status 1 unless every table of all three has the same rows and checksum.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'copy-proof-'))
  const server = await startPostgres({ isDurable: true })
  try {
    const source: DatabaseTarget = { engine: 'sqlite', path: join(folder, 'source.db') }
    const back: DatabaseTarget = { engine: 'sqlite', path: join(folder, 'back.db') }
    const middle = await createTestDatabase(server.url)
    await timed(`fill SQLite with ${values.messages} messages`, () =>
      fillDatabase(source, { messages: Number(values.messages), seed: 1, until: Date.UTC(2026, 10, 1) }),
    )
    console.log(`the file: ${(statSync(source.path).size / 1e6).toFixed(0)} MB`)
    const there = await timed('SQLite → PostgreSQL, proved', () => copyDatabase({ from: source, to: middle }))
    const home = await timed('PostgreSQL → SQLite, proved', () => copyDatabase({ from: middle, to: back }))
    if (there.kind !== 'copied' || home.kind !== 'copied') throw new TypeError('a copy copies')
    const [one, other] = [there.tables, home.tables].map(tables => JSON.stringify([...tables].sort()))
    for (const [name, { rows, checksum }] of there.tables)
      if (rows > 0) console.log(`  ${name.padEnd(20)} ${rows}  ${checksum}`)
    console.log(one === other ? 'identical' : 'DIFFERENT')
    process.exitCode = one === other ? 0 : 1
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const startedAt = performance.now()
  const result = await work()
  const seconds = (performance.now() - startedAt) / 1000
  console.log(`${what}: ${seconds.toFixed(1)} s, ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`)
  return result
}

await main()
