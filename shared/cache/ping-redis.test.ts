import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { Secret } from '#shared/utils'
import { isRedisMissing, type RedisServer, startRedis } from '../../testing/start-redis.ts'
import { pingRedis, type RedisPing } from './ping-redis.ts'

const ping = (url: string, db = 0): Promise<RedisPing> => pingRedis({ url: new Secret(url), db })

describe.skipIf(isRedisMissing)('a Redis server', () => {
  let redis: RedisServer
  beforeAll(async () => {
    redis = await startRedis('open-sesame')
  })
  afterAll(() => redis.stop())

  it('answers, in the database of the settings or of the address', async () => {
    expect(await ping(redis.url)).toEqual({ kind: 'answered' })
    expect(await ping(redis.url, 15)).toEqual({ kind: 'answered' })
    expect(await ping(`${redis.url}/3`, 99)).toEqual({ kind: 'answered' })
  })

  it.each([
    ['a wrong password', (url: string) => url.replace('open-sesame', 'guess'), 0, 'WRONGPASS'],
    ['no password', (url: string) => url.replace(':open-sesame@', ''), 0, 'NOAUTH'],
    ['a database it does not have', (url: string) => url, 99, 'DB_INDEX'],
  ])('refuses %s', async (_, change, db, code) => {
    expect(await ping(change(redis.url), db)).toEqual({ kind: 'refused', code })
  })
})

it('that is not there is unreachable, at once', async () => {
  const startedAt = performance.now()
  expect(await ping('redis://127.0.0.1:1')).toEqual({ kind: 'unreachable', code: 'ECONNREFUSED' })
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})

it('that takes the connection and says nothing is unreachable after a while', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  onTestFinished(() => void silent.close())
  await new Promise(resolve => silent.once('listening', resolve))
  const address = silent.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  expect(await ping(`redis://127.0.0.1:${port}`)).toEqual({ kind: 'unreachable', code: 'timeout' })
})
