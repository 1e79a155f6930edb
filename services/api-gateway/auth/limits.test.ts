import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway, testAdminKey, testSettings } from '../../../testing/gateway-harness.ts'

let test: TestGateway
beforeEach(async () => {
  test = await startTestGateway({ settings: { ...testSettings, requestsPerMinute: 3 } })
})
afterEach(() => test.close())

type Headers = Readonly<Record<string, string>>

const ask = (headers: Headers, path = '/api/v1/webchat/chats/a/messages') => fetch(`${test.url}${path}`, { headers })
const adminKey = { authorization: `Bearer ${testAdminKey}` }

describe('a key that asks too often', () => {
  it('is told how much is left, then to wait, and may ask again after a minute', async () => {
    const key = await test.keyOf('admin')
    const left = []
    for (let count = 0; count < 3; count += 1) left.push((await ask(key)).headers.get('ratelimit-remaining'))
    expect(left).toEqual(['2', '1', '0'])
    await test.clock.advance(15_000)
    const refused = await ask(key)
    expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'request.too_many' }])
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'retry-after': '45',
      'ratelimit-limit': '3',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '45',
    })
    await test.clock.advance(45_000)
    expect((await ask(key)).status).toBe(200)
  })

  it('takes nothing from others, and open routes count for nobody', async () => {
    const [one, other] = [await test.keyOf('admin'), await test.keyOf('admin')]
    for (let count = 0; count < 4; count += 1) await ask(one)
    expect((await ask(one)).status).toBe(429)
    expect((await ask(other)).status).toBe(200)
    expect((await ask({ cookie: await test.signIn() })).status).toBe(200)
    expect((await ask(one, '/health')).status).toBe(200)
  })
})

describe('an address that sends wrong keys', () => {
  const guess = (count: number) => ask({ authorization: `Bearer tap_${String(count).padStart(43, '0')}` })

  it('is shut out after a hundred, and then also with the right words of the admin key', async () => {
    for (let count = 0; count < 100; count += 1) expect((await guess(count)).status).toBe(401)
    const refused = await guess(100)
    expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'auth.too_many_failures' }])
    expect(refused.headers.get('retry-after')).toBe('900')
    expect((await ask(adminKey)).status).toBe(429)
    await test.clock.advance(15 * 60_000)
    expect((await ask(adminKey)).status).toBe(200)
  })

  it('shuts out neither keys of our making nor sessions that come from the same address', async () => {
    for (let count = 0; count <= 100; count += 1) await guess(count)
    expect((await ask(await test.keyOf('admin'))).status).toBe(200)
    expect((await ask({ cookie: await test.signIn() })).status).toBe(200)
  })
})

describe('the last use of a key', () => {
  it('is noted within a minute, and not at every request', async () => {
    const key = await test.keyOf('admin')
    const read = async () => {
      await test.gateway.close(1_000).catch(() => {})
      const row = await test.deps.database.db.selectFrom('api_keys').select('last_used_at').executeTakeFirstOrThrow()
      return row.last_used_at
    }
    const startedAt = test.clock.now()
    await ask(key, '/health')
    await ask(key)
    await test.clock.advance(59_000)
    await ask(key)
    expect(await read()).toBe(startedAt)
  })
})
