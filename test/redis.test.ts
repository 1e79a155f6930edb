import { afterEach, describe, expect, it } from 'vitest'
import { describeEachTarget } from '../testing/databases.ts'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'
import { openEventReader } from '../testing/read-events.ts'
import { isRedisMissing, type RedisServer, startRedis } from '../testing/start-redis.ts'

/** Services in processes of their own, over PostgreSQL and a Redis that fails in every way it can. */
describe.skipIf(isRedisMissing)('services over Redis', () => {
  describeEachTarget('two workers', (createTarget, engine) => {
    // One SQLite file has one worker.
    if (engine === 'sqlite') return void it.skip('need PostgreSQL')
    let shop: PlatformHarness
    let redis: RedisServer
    afterEach(async () => {
      await shop.close()
      await redis.stop()
    })

    it(
      'share the turns, tell the gateway at once, and lose nothing while Redis is flushed, stopped and killed',
      async () => {
        redis = await startRedis('open-sesame')
        const adminKey = 'an-admin-key-for-this-test'
        shop = await openPlatformHarness({
          target: await createTarget(),
          env: { REDIS_URL: redis.url, API_GATEWAY_ADMIN_KEY: adminKey, LOGGING_LEVEL: 'debug' },
        })
        const workers = [shop.launch({}, 'worker'), shop.launch({}, 'worker')]
        const counting = [shop.launch({}, 'analytics'), shop.launch({}, 'analytics')]
        const [bot, gateway] = [shop.launch({}, 'telegram-bot'), shop.launch({}, 'api-gateway')]
        await Promise.all([...workers, ...counting, bot, gateway].map(({ running }) => running))
        const key = { authorization: `Bearer ${adminKey}` }
        const reader = await openEventReader(`${gateway.gatewayUrl()}/api/v1/events`, key)
        const clients = Array.from({ length: 8 }, () => shop.newClient())
        const answers = async (round: number): Promise<void> => {
          for (const client of clients) client.say(shop.bot, `round ${round}`)
          await shop.until(() => clients.every(client => shop.said(client).length >= round), 60_000)
        }

        await answers(1)
        const flood = clients.map(client => client.say(shop.bot, 'round 2'))
        await redis.restart()
        expect(flood).toHaveLength(clients.length)
        await shop.until(() => clients.every(client => shop.said(client).length >= 2), 60_000)
        redis.pause()
        await answers(3)
        redis.resume()
        await answers(4)
        await redis.kill()
        await answers(5)

        const rounds = [1, 2, 3, 4, 5].map(round => `You said: round ${round}`)
        for (const client of clients) expect(shop.said(client)).toEqual(rounds)
        const committed = workers.map(({ said }) => said.stderr.split('"event":"turn.committed"').length - 1)
        expect(committed.reduce((sum, count) => sum + count)).toBe(clients.length * rounds.length)
        expect(Math.min(...committed)).toBeGreaterThan(0)
        await expect
          .poll(() => reader.events.filter(({ event }) => event === 'turn.finished').length, { timeout: 30_000 })
          .toBe(clients.length * rounds.length)
        // It says so once for each time that Redis went away, however much was asked meanwhile.
        const away = workers.map(({ said }) => said.stderr.split('"event":"redis.away"').length - 1)
        for (const times of away) expect(times).toBeLessThanOrEqual(4)
        // What comes round went on through all of it: each message is counted once.
        await expect.poll(() => countMessages(shop), { timeout: 60_000 }).toEqual(clients.map(() => 2 * rounds.length))
        // Neither a turn nor a chore fails for want of Redis.
        const failed = [...workers, ...counting].flatMap(
          ({ said }) => said.stderr.match(/.*"queue\.job_(?:failed|dead)".*/g) ?? [],
        )
        expect(failed).toEqual([])
        reader.close()
      },
      startTimeoutMs + 240_000,
    )
  })
})

/** How many messages analytics has counted in each conversation. */
async function countMessages({ database }: PlatformHarness): Promise<readonly number[]> {
  const rows = await database.db.selectFrom('conversation_metrics').select('message_count').execute()
  return rows.map(row => row.message_count)
}
