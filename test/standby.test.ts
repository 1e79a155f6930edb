import { afterEach, expect, it } from 'vitest'
import { systemClock } from '#shared/utils'
import { describeEachTarget } from '../testing/databases.ts'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'

/** Two telegram-bots over one database: one speaks, the other takes its place. */
describeEachTarget('a second telegram-bot', (createTarget, engine) => {
  let shop: PlatformHarness
  afterEach(() => shop.close())

  if (engine === 'sqlite') {
    it(
      'on SQLite is refused with a clear line',
      async () => {
        shop = await openPlatformHarness({ target: await createTarget() })
        await shop.launch({}, 'telegram-bot').running
        const second = shop.launch({}, 'telegram-bot')
        expect((await second.ended).status).toBe(1)
        expect(second.said.stderr).toContain('Another copy of telegram-bot is running on the same database')
      },
      startTimeoutMs,
    )
    return
  }

  it(
    'stands by, takes over within 15 s of a kill -9 or a stop of the first, and nothing is lost or said twice',
    async () => {
      shop = await openPlatformHarness({ target: await createTarget() })
      const first = shop.launch({}, 'telegram-bot')
      await first.running
      const second = shop.launch({}, 'telegram-bot')
      await Promise.all([second.untilSaid(/telegram-bot: standing by/), shop.launch({}, 'worker').running])
      const anna = shop.newClient()
      anna.say(shop.bot, 'one')
      expect(await shop.untilSaid(anna, 1)).toBe('You said: one')

      const killedAtMs = systemClock.now()
      await first.kill()
      anna.say(shop.bot, 'two')
      await second.running
      expect(systemClock.now() - killedAtMs).toBeLessThan(15_000)
      expect(await shop.untilSaid(anna, 2)).toBe('You said: two')

      // SIGSTOP: the process is there, its connections are open, and it does nothing.
      const third = shop.launch({}, 'telegram-bot')
      await third.untilSaid(/telegram-bot: standing by/)
      const stoppedAtMs = systemClock.now()
      process.kill(second.pid, 'SIGSTOP')
      anna.say(shop.bot, 'three')
      await third.running
      expect(systemClock.now() - stoppedAtMs).toBeLessThan(15_000)
      expect(await shop.until(() => shop.said(anna)[2], 30_000)).toBe('You said: three')

      process.kill(second.pid, 'SIGCONT')
      await second.untilSaid(/another copy has taken over/)
      await second.untilSaid(/telegram-bot: standing by/)
      anna.say(shop.bot, 'four')
      await shop.until(() => shop.said(anna)[3], 30_000)
      expect(shop.said(anna)).toEqual(['one', 'two', 'three', 'four'].map(text => `You said: ${text}`))
    },
    startTimeoutMs + 120_000,
  )
})
