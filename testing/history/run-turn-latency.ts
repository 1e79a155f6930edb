import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { DatabaseTarget } from '#shared/database'
import { percentile } from '../bench/percentile.ts'
import { openPlatformHarness, type PlatformHarness } from '../platform-harness.ts'
import { createTestDatabase, startPostgres } from '../postgres/index.ts'
import type { SimulatedUser } from '../telegram/index.ts'
import { fillDatabase } from './fill/fill-database.ts'

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '10000,1000000' },
    engine: { type: 'string', default: 'sqlite' },
    turns: { type: 'string', default: '400' },
  },
})

interface Shop {
  readonly messages: number
  readonly platform: PlatformHarness
  readonly people: readonly SimulatedUser[]
  readonly tookMs: number[]
}

/**
 * `npm run bench:history -- --messages 10000,10000000 --engine sqlite|postgres`: how
 * long a client waits for an answer, over histories of different lengths. One message at a time, in turn to each platform, so that
 * whatever else the machine does meets all of them alike; half of the clients are new.
 */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'turn-latency-'))
  const server = values.engine === 'postgres' ? await startPostgres({ isDurable: true }) : null
  const shops: Shop[] = []
  try {
    for (const messages of values.messages.split(',').map(Number)) {
      const target: DatabaseTarget =
        server === null
          ? { engine: 'sqlite', path: join(folder, `${messages}.db`) }
          : await createTestDatabase(server.url)
      shops.push(await openShop(messages, target))
    }
    for (let turn = 0; turn < Number(values.turns); turn += 1)
      for (const shop of shops) shop.tookMs.push(await ask(shop, turn))
    for (const shop of shops) console.log(describe(shop))
  } finally {
    for (const shop of shops) await shop.platform.close()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function openShop(messages: number, target: DatabaseTarget): Promise<Shop> {
  console.error(`inventing ${messages} messages …`)
  await fillDatabase(target, { messages, seed: 1, until: Date.now() })
  const env = {
    LOGGING_LEVEL: 'warn',
    CONVERSATION_DEBOUNCE_MS: '0',
    RATE_LIMITING_ENABLED: 'false',
    TELEGRAM_MESSAGES_PER_SECOND_PER_BOT: '1000',
  }
  const platform = await openPlatformHarness({ target, env })
  await platform.start()
  await untilCounted(platform)
  const people = Array.from({ length: 20 }, () => platform.newClient('ru'))
  const shop: Shop = { messages, platform, people, tookMs: [] }
  // The first turns compile and plan; a platform that has been running for a year has done that.
  for (let turn = 0; turn < 40; turn += 1) await ask(shop, turn)
  return shop
}

/** What was told before is counted by now: the figures are of turns, not of catching up. */
async function untilCounted({ database }: PlatformHarness): Promise<void> {
  const { newest } = await database.db
    .selectFrom('events')
    .select(({ fn }) => fn.max('id').as('newest'))
    .executeTakeFirstOrThrow()
  for (;;) {
    const counted = await database.db
      .selectFrom('event_cursors')
      .select('event_row_id')
      .where('consumer', 'like', 'analytics%')
      .executeTakeFirst()
    if ((counted?.event_row_id ?? 0) >= newest) return
    await new Promise(resolve => setTimeout(resolve, 500))
  }
}

async function ask({ platform, people }: Shop, turn: number): Promise<number> {
  const known = people[turn % people.length]
  const person = turn % 2 === 0 || known === undefined ? platform.newClient('ru') : known
  const before = platform.said(person).length
  const startedAt = performance.now()
  person.say(platform.bot, `Сколько стоит внедрение, вопрос ${turn}?`)
  await platform.untilSaid(person, before + 1)
  return performance.now() - startedAt
}

function describe({ messages, tookMs }: Shop): string {
  const [middle, high, highest] = [50, 95, 99].map(share => percentile(tookMs, share).toFixed(1))
  return `${String(messages).padStart(9)} messages: p50 ${middle} ms, p95 ${high} ms, p99 ${highest} ms over ${tookMs.length} turns (${values.engine})`
}

await main()
