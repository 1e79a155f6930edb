import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'

let shop: PlatformHarness

beforeAll(async () => {
  shop = await openPlatformHarness()
}, startTimeoutMs)
afterAll(() => shop.close())

it('the first start prints a key for the API, once and only to the person in front of it', async () => {
  const first = await shop.start()
  const [, key = ''] = /API key:\s+(tap_\S+)/.exec(first.said.stdout) ?? []
  expect(await askWith(key)).toBe(200)
  expect(await askWith(`${key}x`)).toBe(401)
  // What a log collects is on stderr.
  expect(first.said.stderr).not.toContain(key)
  await first.stop()

  const second = await shop.start()
  expect(second.said.stdout).toContain('/login')
  expect(second.said.stdout).not.toMatch(/API key|tap_/)
  expect(await askWith(key)).toBe(200)
  await second.stop()
})

async function askWith(key: string): Promise<number> {
  const url = `${shop.platform.gatewayUrl()}/api/v1/keys`
  return (await fetch(url, { headers: { authorization: `Bearer ${key}` } })).status
}
