import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openBroadcast } from '#shared/cache'
import type { ConversationId } from '#shared/database'
import { newId, silentLogger, systemClock } from '#shared/utils'
import { openRedisLink } from '../../../testing/open-redis-link.ts'
import { isAnyRedisMissing, openTestRedis } from '../../../testing/start-redis.ts'
import type { PlatformEvent } from '../event.ts'
import { stampEvents } from '../record.ts'
import { type Bus, createBus } from './bus.ts'

const patient = { timeout: 15_000, interval: 2 }

function handedBack(conversationId: number): readonly PlatformEvent[] {
  const body = { type: 'conversation.handed_back', conversationId: conversationId as ConversationId } as const
  return stampEvents([body], systemClock, newId)
}

/** Remembers the conversations that a bus tells of. */
function record(bus: Bus, from?: 'here'): number[] {
  const heard: number[] = []
  bus.subscribe('conversation.handed_back', event => void heard.push(Number(event.conversationId)), from)
  return heard
}

it('tells all who listen in this process, whatever one of them does', () => {
  const bus = createBus(silentLogger)
  bus.subscribe('conversation.handed_back', () => {
    throw new Error('a handler that is broken')
  })
  const [all, own] = [record(bus), record(bus, 'here')]
  bus.publish(handedBack(1))
  expect([all, own]).toEqual([[1], [1]])
})

describe.skipIf(isAnyRedisMissing)('with Redis', () => {
  let redis: Awaited<ReturnType<typeof openTestRedis>>
  beforeAll(async () => {
    redis = await openTestRedis()
  })
  afterAll(() => redis.stop())

  async function openProcess(prefix: string) {
    const link = await openRedisLink(redis.url, prefix)
    onTestFinished(() => link.close())
    const broadcast = openBroadcast(link, silentLogger)
    return { bus: createBus(silentLogger, broadcast), broadcast }
  }

  it('tells the other processes too, each event once, and not those who ask for their own', async () => {
    const prefix = `test-${newId()}`
    const [here, there] = [(await openProcess(prefix)).bus, (await openProcess(prefix)).bus]
    const heard = { here: record(here), there: record(there), own: record(there, 'here') }
    // Until the other one listens.
    await expect
      .poll(() => {
        here.publish(handedBack(0))
        return heard.there.length
      }, patient)
      .toBeGreaterThan(0)
    here.publish(handedBack(1))
    here.publish(handedBack(2))
    await expect.poll(() => heard.there, patient).toContain(2)
    expect(heard.there.filter(id => id > 0)).toEqual([1, 2])
    expect(heard.here.filter(id => id > 0)).toEqual([1, 2])
    expect(heard.own).toEqual([])
  })

  it('is not disturbed by what another version sends', async () => {
    const prefix = `test-${newId()}`
    const [other, here] = [await openProcess(prefix), await openProcess(prefix)]
    const heard = record(here.bus)
    await expect
      .poll(() => {
        for (const message of [null, 7, [null, 'x', { type: 'conversation.sang', version: 1 }]])
          other.broadcast.send('events', message)
        other.bus.publish(handedBack(1))
        return heard.length
      }, patient)
      .toBeGreaterThan(0)
    expect(new Set(heard)).toEqual(new Set([1]))
  })
})
