import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'

let shop: PlatformHarness

beforeAll(async () => {
  shop = await openPlatformHarness({ env: { AI_SERVER_EMBEDDING_MODEL: 'test-model' } })
}, startTimeoutMs)
afterAll(() => shop.close())

it('starts and answers while the server takes questions for embeddings and answers none of them', async () => {
  shop.model.failEmbeddingsAlways({ kind: 'hang' })
  await shop.start()
  const client = shop.newClient('en')
  client.say(shop.bot, 'How much is a haircut?')
  expect(await shop.untilSaid(client, 1)).toBe('You said: How much is a haircut?')
  expect(shop.model.journal.some(({ path }) => path === '/v1/embeddings')).toBe(true)
})
