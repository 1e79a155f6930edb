import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'

let shop: PlatformHarness

beforeAll(async () => {
  shop = await openPlatformHarness()
}, startTimeoutMs)
// Whatever a test leaves would keep the database from the next one.
afterEach(() => shop.platform.kill())
afterAll(() => shop.close())

it('Ctrl-C lets an answer under way finish, then ends with status 0', async () => {
  const platform = await shop.start()
  const anna = shop.newClient()
  const release = shop.holdModel()
  anna.say(shop.bot, 'last order')
  await shop.untilAsked('last order')
  platform.interrupt()
  await platform.untilSaid(/Stopping/)
  release()
  expect(await platform.ended).toEqual({ status: 0, signal: null })
  expect(shop.said(anna)).toEqual(['You said: last order'])
})

it('what is said while it stops is answered by the next start', async () => {
  const platform = await shop.start()
  const [anna, boris] = [shop.newClient(), shop.newClient()]
  const release = shop.holdModel()
  anna.say(shop.bot, 'hold the door')
  await shop.untilAsked('hold the door')
  platform.interrupt()
  await platform.untilSaid(/Stopping/)
  boris.say(shop.bot, 'too late?')
  release()
  await platform.ended
  await shop.start()
  expect(await shop.untilSaid(boris, 1)).toBe('You said: too late?')
  expect(shop.said(anna)).toEqual(['You said: hold the door'])
  await shop.platform.stop()
})

it('a second Ctrl-C ends it at once, and the answer under way is given by the next start', async () => {
  const platform = await shop.start()
  const anna = shop.newClient()
  const release = shop.holdModel()
  anna.say(shop.bot, 'do not forget me')
  await shop.untilAsked('do not forget me')
  platform.interrupt()
  await platform.untilSaid(/Stopping/)
  platform.interrupt()
  expect(await platform.ended).toEqual({ status: 130, signal: null })
  release()
  expect(shop.said(anna)).toEqual([])
  await shop.start()
  expect(await shop.untilSaid(anna, 1)).toBe('You said: do not forget me')
  await shop.platform.stop()
})

it('SIGTERM, as systemd and Docker send it, stops it like Ctrl-C', async () => {
  const platform = await shop.start()
  platform.terminate()
  expect(await platform.ended).toEqual({ status: 0, signal: null })
})

it('a stop that comes while it starts is as orderly as a later one', async () => {
  const platform = shop.launch()
  await platform.untilSaid(/gateway\.listening/)
  platform.terminate()
  expect(await platform.ended).toEqual({ status: 0, signal: null })
})
