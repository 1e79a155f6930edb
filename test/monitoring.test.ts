import { afterEach, expect, it } from 'vitest'
import { describeEachTarget } from '../testing/databases.ts'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'
import type { PlatformProcess } from '../testing/platform-process.ts'

const key = 'a-key-of-prometheus'
const env = { MONITORING_PORT: '0', API_GATEWAY_ADMIN_KEY: key }

describeEachTarget('services in processes of their own', (createTarget, engine) => {
  let shop: PlatformHarness
  afterEach(() => shop.close())

  it(
    'each tell what they measured, to who may know it, and whether they are well',
    async () => {
      shop = await openPlatformHarness({ target: await createTarget(), env })
      const [bot, worker] = [shop.launch({}, 'telegram-bot'), shop.launch({}, 'worker')]
      await Promise.all([bot.running, worker.running])
      const anna = shop.newClient()
      anna.say(shop.bot, 'hello')
      await shop.untilSaid(anna, 1)

      const thought = await (await ask(worker, '/metrics')).text()
      expect(thought).toContain('turn_seconds_count{decision="reply"} 1\n')
      expect(thought).toContain('model_seconds_count{outcome="answered"} 1\n')
      expect(thought).toContain('messages_received_total 0\n')
      // The client has the words a moment before the bot knows it.
      await expect
        .poll(async () => (await ask(bot, '/metrics')).text(), { timeout: 40_000 })
        .toContain('send_seconds_count{channel="telegram",outcome="sent"} 1\n')
      expect(await (await ask(bot, '/metrics')).text()).toContain('messages_received_total 1\n')

      const fromElsewhere = { 'x-forwarded-for': '203.0.113.7' }
      expect((await ask(worker, '/metrics', fromElsewhere)).status).toBe(401)
      expect((await ask(worker, '/metrics', { ...fromElsewhere, authorization: `Bearer ${key}` })).status).toBe(200)
      expect((await ask(worker, '/health', fromElsewhere)).status).toBe(200)
      expect((await ask(worker, '/api/v1/leads')).status).toBe(404)
      expect(await (await ask(worker, '/ready')).json()).toMatchObject({
        status: 'ok',
        dependencies: [{ name: 'services' }, { name: 'database' }],
      })
      expect(await (await ask(bot, '/ready')).json()).toMatchObject({
        dependencies: [{ name: 'services', state: 'ok' }, { name: 'database' }, { name: 'bots', required: false }],
      })

      const { port } = new URL(await findMonitor(worker))
      const second = shop.launch({ MONITORING_PORT: port }, 'analytics')
      expect((await second.ended).status).toBe(1)
      expect(second.said.stderr).toContain('set MONITORING_PORT to a free port')
    },
    startTimeoutMs + 120_000,
  )

  if (engine === 'sqlite') return
  it(
    'that stand by live, and are ready when they have taken over',
    async () => {
      shop = await openPlatformHarness({ target: await createTarget(), env })
      const first = shop.launch({}, 'telegram-bot')
      await first.running
      const second = shop.launch({}, 'telegram-bot')
      await second.untilSaid(/telegram-bot: standing by/)
      expect((await ask(second, '/health')).status).toBe(200)
      const ready = await ask(second, '/ready')
      expect([ready.status, await ready.json()]).toMatchObject([
        503,
        {
          dependencies: [
            { name: 'services', state: 'down', detail: 'not_serving' },
            { name: 'database', state: 'ok' },
            {},
          ],
        },
      ])
      await first.kill()
      await second.running
      await expect.poll(async () => (await ask(second, '/ready')).status, { timeout: 40_000 }).toBe(200)
    },
    startTimeoutMs + 120_000,
  )
})

async function ask(service: PlatformProcess, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch((await findMonitor(service)) + path, { headers })
}

async function findMonitor(service: PlatformProcess): Promise<string> {
  await service.untilSaid(/monitoring\.listening.*\n/)
  const [, url = ''] =
    /"url":"(http:[^"]+)".*monitoring\.listening|monitoring\.listening.*"url":"(http:[^"]+)"/
      .exec(service.said.stdout + service.said.stderr)
      ?.filter(part => part !== undefined) ?? []
  return url
}
