import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'
import { openEventReader } from '../testing/read-events.ts'
import { accepts, isSignedWith, startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts'

/** Events on their way out of the real process: by stream and by webhook, over a death in the middle. */
const adminKey = 'canary-admin-key'
const key = { authorization: `Bearer ${adminKey}` }
const secretPath = 'canary-path-of-a-webhook'
let shop: PlatformHarness
let receiver: WebhookReceiver

beforeAll(async () => {
  receiver = await startWebhookReceiver()
  shop = await openPlatformHarness({
    env: { API_GATEWAY_ADMIN_KEY: adminKey, WEBHOOKS_ALLOW_PRIVATE_ADDRESSES: 'true', LOGGING_LEVEL: 'debug' },
  })
  await shop.start()
}, startTimeoutMs)
afterAll(async () => {
  await shop.close()
  await receiver.stop()
})

it('a message is told to listeners and, over a kill -9 in the middle, to webhooks, and no secret is printed', async () => {
  const gateway = shop.platform.gatewayUrl()
  const subscribed = await fetch(`${gateway}/api/v1/webhooks`, {
    method: 'POST',
    headers: { ...key, 'content-type': 'application/json' },
    body: JSON.stringify({ url: `${receiver.url}/${secretPath}`, event_types: ['message.received'] }),
  })
  expect(subscribed.status).toBe(201)
  const { secret } = (await subscribed.json()) as { secret: string }
  const reader = await openEventReader(`${gateway}/api/v1/events`, key)
  const anna = shop.newClient()
  // The receiver takes the event and never answers.
  receiver.behave(() => {})
  anna.say(shop.bot, 'is anybody there?')
  await shop.untilSaid(anna, 1)
  await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBe(1)
  await expect.poll(() => reader.events.map(({ event }) => event), { timeout: 10_000 }).toContain('turn.finished')
  const said = [shop.platform.said]
  await shop.platform.kill()
  await reader.ended

  receiver.behave(accepts)
  await shop.start()
  said.push(shop.platform.said)
  const again = await openEventReader(`${shop.platform.gatewayUrl()}/api/v1/events`, {
    ...key,
    'last-event-id': reader.lastEventId() ?? '',
  })
  anna.say(shop.bot, 'and now?')
  await shop.untilSaid(anna, 2)
  await expect.poll(() => again.events.map(({ event }) => event), { timeout: 10_000 }).toContain('turn.finished')
  again.close()
  const seen = [...reader.events, ...again.events].filter(({ event }) => event === 'message.received')
  const rows = await shop.database.db
    .selectFrom('events')
    .select('id')
    .where('type', '=', 'message.received')
    .orderBy('id')
    .execute()
  expect(seen.map(({ id }) => Number(id))).toEqual(rows.map(({ id }) => id))
  // The dead process had the lane for half a minute.
  await expect
    .poll(() => new Set(receiver.received.map(({ event }) => event.position)).size, { timeout: 45_000 })
    .toBe(2)
  expect(receiver.received.every(delivery => isSignedWith(secret, delivery))).toBe(true)

  const printed = said.map(({ stdout, stderr }) => stdout + stderr).join('')
  expect(printed).toContain('"event":"turn.committed"')
  expect([secret, secretPath, adminKey].filter(canary => printed.includes(canary))).toEqual([])
}, 90_000)
