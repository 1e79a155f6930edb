import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock, Secret, silentLogger, systemClock } from '#shared/utils'
import {
  type EmulatedBot,
  type SimulatedUser,
  startTelegramEmulator,
  type TelegramEmulator,
} from '../../../../testing/telegram/index.ts'
import type { InboundUpdate } from '../../contract.ts'
import { createTelegramClient } from '../client/create-client.ts'
import { createFloodBudget, type FloodBudget } from '../flood/flood-budget.ts'
import { type ParseUpdate, updateIdOf } from '../read-update.ts'
import type { PollerState } from './poller-state.ts'
import { type PollerEnd, runPoller } from './run-poller.ts'

const TOKEN = '42:a-secret-token'
let telegramsClock: FakeClock
let emulator: TelegramEmulator
let bot: EmulatedBot
let anna: SimulatedUser
let running: Running[] = []

interface Running {
  /** Waits for the next state told. */
  nextState(): Promise<string>
  readonly states: readonly PollerState[]
  /** Ids of the updates of each batch handed over, in order. */
  readonly batches: readonly (readonly number[])[]
  readonly updates: readonly InboundUpdate[]
  /** The clock of its pauses; calls run on the wall clock. */
  readonly clock: FakeClock
  readonly budget: FloodBudget
  readonly end: Promise<PollerEnd>
  stop(): Promise<PollerEnd>
}

beforeEach(async () => {
  telegramsClock = createFakeClock()
  emulator = await startTelegramEmulator({ clock: telegramsClock })
  bot = emulator.addBot({ token: TOKEN, username: 'sales_bot' })
  anna = emulator.addUser({ firstName: 'Anna' })
})

afterEach(async () => {
  await Promise.all(running.map(poller => poller.stop()))
  running = []
  await emulator.close()
})

describe('what the poller receives', () => {
  it('comes in order, and is acknowledged once it is stored', async () => {
    const poller = start({})
    await poller.nextState()
    const ids = ['one', 'two', 'three'].map(text => anna.say(bot, text).updateId)
    await emulator.waitFor(() => emulator.pendingUpdateIds(bot).length === 0)
    expect(poller.batches.flat()).toEqual(ids)
  })

  it('comes in batches of at most 100', async () => {
    for (let said = 0; said < 250; said++) anna.say(bot, `message ${said}`)
    const poller = start({})
    await emulator.waitFor(() => emulator.pendingUpdateIds(bot).length === 0)
    expect(poller.batches.map(batch => batch.length)).toEqual([100, 100, 50])
  })

  it('is the same batch again, unacknowledged, until it can be stored', async () => {
    const id = anna.say(bot, 'hello').updateId
    let failures = 2
    const poller = start({
      async receive() {
        if (failures-- > 0) throw Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' })
      },
    })
    expect([await poller.nextState(), await poller.nextState()]).toEqual(['listening', 'storing-fails'])
    expect(emulator.pendingUpdateIds(bot)).toEqual([id])
    await poller.clock.advance(30_000)
    await poller.clock.advance(30_000)
    expect(await poller.nextState()).toBe('listening')
    expect(poller.batches).toEqual([[id], [id], [id]])
    await emulator.waitFor(() => emulator.pendingUpdateIds(bot).length === 0)
  })

  it('comes to the next process when this one stops before it is stored', async () => {
    const id = anna.say(bot, 'hello').updateId
    const first = start({
      async receive() {
        throw new Error('database is gone')
      },
    })
    await first.nextState()
    await first.nextState()
    await first.stop()
    const second = start({})
    await emulator.waitFor(() => emulator.pendingUpdateIds(bot).length === 0)
    expect(second.batches).toEqual([[id]])
  })

  it('includes an update that the parser chokes on, beside its neighbours', async () => {
    const ids = ['one', 'poison', 'three'].map(text => anna.say(bot, text).updateId)
    const poller = start({
      parse(update) {
        if (JSON.stringify(update).includes('poison')) throw new RangeError('a bug')
        return parse(update)
      },
    })
    await emulator.waitFor(() => emulator.pendingUpdateIds(bot).length === 0)
    expect(poller.batches).toEqual([ids])
    expect(poller.updates.map(update => update.inbound.kind)).toEqual(['ignored', 'unreadable', 'ignored'])
  })

  it('is of the kinds it asks for, every time', async () => {
    const poller = start({})
    await poller.nextState()
    anna.say(bot, 'hello')
    await emulator.waitFor(() => emulator.calls(bot, { method: 'getUpdates' }).length >= 3)
    for (const call of emulator.calls(bot, { method: 'getUpdates' })) {
      expect(call.params).toMatchObject({ allowed_updates: ['message', 'callback_query'], limit: 100 })
    }
    expect(poller.batches).toHaveLength(1)
  })
})

describe('stopping', () => {
  it('ends a long poll at once', async () => {
    const poller = start({})
    await poller.nextState()
    await emulator.waitFor(() => emulator.calls(bot, { method: 'getUpdates' }).at(-1)?.outcome.kind === 'pending')
    expect(await poller.stop()).toEqual({ kind: 'stopped' })
  })

  it('lets a batch that is being stored be stored', async () => {
    const order: string[] = []
    let commit = (): void => {}
    const hasBegun = new Promise<void>(begin => {
      anna.say(bot, 'hello')
      start({
        receive: () =>
          new Promise(resolve => {
            begin()
            commit = () => {
              order.push('stored')
              resolve()
            }
          }),
      })
    })
    await hasBegun
    const stopped = running[0]?.stop().then(() => order.push('stopped'))
    commit()
    await stopped
    expect(order).toEqual(['stored', 'stopped'])
  })

  it('ends a pause at once', async () => {
    await emulator.close()
    const poller = start({})
    expect(await poller.nextState()).toBe('unreachable')
    expect(await poller.stop()).toEqual({ kind: 'stopped' })
  })
})

describe('what stands in the way', () => {
  it('another poller: told once, and again only when a minute has passed in peace', async () => {
    const first = start({ pollSeconds: 50 })
    expect(await first.nextState()).toBe('listening')
    await emulator.waitFor(() => lastPollKind() === 'pending')
    const second = start({ pollSeconds: 50 })
    expect(await first.nextState()).toBe('conflict')
    await emulator.waitFor(() => lastPollKind() === 'pending')
    await second.stop()
    await emulator.waitFor(() => lastPollKind() === 'abandoned')
    await first.clock.advance(30_000)
    anna.say(bot, 'during the minute')
    await emulator.waitFor(() => emulator.pendingUpdateIds(bot).length === 0)
    expect(first.states.map(state => state.kind)).toEqual(['listening', 'conflict'])
    await first.clock.advance(60_000)
    anna.say(bot, 'after the minute')
    expect(await first.nextState()).toBe('listening')
  })

  it('a webhook: removed, and what waited for it is received', async () => {
    await call('setWebhook', { url: 'http://127.0.0.1:1/hook' })
    const id = anna.say(bot, 'hello').updateId
    const poller = start({})
    expect(await poller.nextState()).toBe('listening')
    await emulator.waitFor(() => emulator.pendingUpdateIds(bot).length === 0)
    expect(poller.batches.flat()).toEqual([id])
    expect(emulator.calls(bot, { method: 'deleteWebhook' })[0]?.params).toEqual({ drop_pending_updates: false })
  })

  it('a webhook that is set again at once: left alone, and told', async () => {
    await call('setWebhook', { url: 'http://127.0.0.1:1/hook' })
    const poller = start({})
    expect(await poller.nextState()).toBe('listening')
    await emulator.waitFor(() => lastPollKind() === 'pending')
    await call('setWebhook', { url: 'http://127.0.0.1:1/hook' })
    // Telegram holds back its second 409 for three seconds. It speaks of a rival; the next one names the webhook.
    await telegramsClock.advance(3_000)
    expect(await poller.nextState()).toBe('conflict')
    await poller.clock.advance(30_000)
    expect(await poller.nextState()).toBe('conflict')
    expect(poller.states.at(-1)).toMatchObject({ kind: 'conflict', with: 'webhook' })
    expect(emulator.calls(bot, { method: 'deleteWebhook' })).toHaveLength(1)
  })

  it('a token that Telegram does not know: the end, told in words', async () => {
    const poller = start({ token: '43:revoked-token' })
    expect(await poller.end).toEqual({ kind: 'unauthorized' })
    expect(poller.states).toEqual([
      { kind: 'unauthorized', explanation: expect.stringContaining('Copy the token from @BotFather') },
    ])
  })

  it('no network: told once, over when Telegram is back', async () => {
    const port = Number(new URL(emulator.url).port)
    await emulator.close()
    const poller = start({})
    expect(await poller.nextState()).toBe('unreachable')
    for (let tries = 0; tries < 5; tries++) await poller.clock.advance(30_000)
    emulator = await startTelegramEmulator({ port, clock: telegramsClock })
    bot = emulator.addBot({ token: TOKEN, username: 'sales_bot' })
    await poller.clock.advance(30_000)
    expect(await poller.nextState()).toBe('listening')
    expect(poller.states.map(state => state.kind)).toEqual(['unreachable', 'listening'])
  })

  it('a 429: waited out to the last millisecond, by the whole bot', async () => {
    emulator.faults.add({ method: 'getUpdates', kind: 'status', status: 429, retryAfter: 90 })
    const poller = start({})
    expect(await poller.nextState()).toBe('silenced')
    expect(poller.budget.admit({ chatId: '1', chatType: 'private' })).toBe(90_000)
    await poller.clock.advance(89_999)
    expect(emulator.calls(bot, { method: 'getUpdates' })).toHaveLength(1)
    await poller.clock.advance(1)
    expect(await poller.nextState()).toBe('listening')
  })

  it.each([{ kind: 'garbage' }, { kind: 'drop' }, { kind: 'status', status: 502 }] as const)(
    'an answer spoilt by $kind: the poll is made again',
    async fault => {
      emulator.faults.add({ method: 'getUpdates', ...fault })
      const poller = start({})
      expect(await poller.nextState()).toBe('unreachable')
      const id = anna.say(bot, 'hello').updateId
      await poller.clock.advance(30_000)
      await emulator.waitFor(() => emulator.pendingUpdateIds(bot).length === 0)
      expect(poller.batches.flat()).toEqual([id])
    },
  )
})

interface Start {
  readonly receive?: () => Promise<void>
  readonly parse?: ParseUpdate
  readonly token?: string
  readonly pollSeconds?: number
}

function start({ receive = async () => {}, parse: parser = parse, token = TOKEN, pollSeconds = 30 }: Start): Running {
  const clock = createFakeClock()
  const controller = new AbortController()
  const budget = createFloodBudget({ clock })
  const states: PollerState[] = []
  const updates: InboundUpdate[] = []
  const batches: (readonly number[])[] = []
  const mailbox = createMailbox()
  const end = runPoller(
    {
      client: createTelegramClient({ token: new Secret(token), apiRoot: emulator.url, clock: systemClock }),
      allowedUpdates: ['message', 'callback_query'],
      parse: parser,
      async receive(batch) {
        batches.push(batch.map(update => update.updateId))
        updates.push(...batch)
        await receive()
      },
      budget,
      onState(state) {
        states.push(state)
        mailbox.put(state.kind)
      },
      clock,
      chance: () => 0,
      logger: silentLogger,
      pollSeconds,
    },
    controller.signal,
  )
  const stop = (): Promise<PollerEnd> => {
    controller.abort()
    return end
  }
  const poller = { nextState: mailbox.take, states, batches, updates, clock, budget, end, stop }
  running.push(poller)
  return poller
}

/** Hands out what was put in, in order, to whoever waits for it. */
function createMailbox(): { put(value: string): void; take(): Promise<string> } {
  const values: string[] = []
  const takers: ((value: string) => void)[] = []
  return {
    put(value) {
      const taker = takers.shift()
      if (taker === undefined) values.push(value)
      else taker(value)
    },
    take() {
      const value = values.shift()
      return value === undefined ? new Promise(resolve => takers.push(resolve)) : Promise.resolve(value)
    },
  }
}

function parse(update: unknown): InboundUpdate {
  const updateId = updateIdOf(update) ?? -1
  return { updateId, updateKind: 'message', raw: '', inbound: { kind: 'ignored', reason: 'test' } }
}

function lastPollKind(): string | undefined {
  return emulator.calls(bot, { method: 'getUpdates' }).at(-1)?.outcome.kind
}

async function call(method: string, params: object): Promise<void> {
  const response = await fetch(`${emulator.url}/bot${TOKEN}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  })
  expect(response.status).toBe(200)
}
