import { afterEach, expect, it } from 'vitest'
import { systemClock } from '#shared/utils'
import { describeEachTarget } from '../testing/databases.ts'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'

/** Each service in a process of its own, with nothing between them but the database. */
describeEachTarget('telegram-bot, worker and api-gateway, each alone', createTarget => {
  let shop: PlatformHarness
  // Here, so that the processes end before their database does.
  afterEach(() => shop.close())

  it(
    'answer a message together, within three seconds, and wait for one another',
    async () => {
      shop = await openPlatformHarness({ target: await createTarget() })
      const [bot, gateway] = [shop.launch({}, 'telegram-bot'), shop.launch({}, 'api-gateway')]
      await Promise.all([bot.running, gateway.running])
      const anna = shop.newClient()

      // Nobody thinks yet: the message is stored, and the answer comes as soon as there is a worker.
      const early = anna.say(shop.bot, 'is anybody there?')
      await shop.until(() => !shop.telegram.pendingUpdateIds(shop.bot).includes(early.updateId ?? 0))
      await shop.launch({}, 'worker').running
      expect(await shop.untilSaid(anna, 1)).toBe('You said: is anybody there?')

      // The fastest of three: what a busy machine adds is not theirs.
      const tookMs: number[] = []
      for (const count of [2, 3, 4]) {
        const askedAtMs = systemClock.now()
        anna.say(shop.bot, 'how fast are you?')
        expect(await shop.untilSaid(anna, count)).toBe('You said: how fast are you?')
        tookMs.push(systemClock.now() - askedAtMs)
      }
      expect(Math.min(...tookMs)).toBeLessThan(3_000)
      expect((await fetch(`${gateway.gatewayUrl()}/health`)).status).toBe(200)

      // One of them may go and come back; the others do not notice.
      await bot.kill()
      anna.say(shop.bot, 'and without ears?')
      await shop.launch({}, 'telegram-bot').running
      expect(await shop.untilSaid(anna, 5)).toBe('You said: and without ears?')
      expect(shop.said(anna)).toHaveLength(5)
    },
    startTimeoutMs,
  )
})
