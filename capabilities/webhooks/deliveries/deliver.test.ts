import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ConversationId, Database, MessageId } from '#shared/database'
import { type EventType, recordEvents, stampEvents } from '#shared/events'
import { createFakeClock, type FakeClock, newId, silentLogger } from '#shared/utils'
import { describeEachDatabase } from '../../../testing/databases.ts'
import { accepts, isSignedWith, startWebhookReceiver, type WebhookReceiver } from '../../../testing/webhook-receiver.ts'
import { replaceWebhook, rotateSecret } from '../subscriptions/change-webhook.ts'
import { type CreatedWebhook, createWebhook } from '../subscriptions/create-webhook.ts'
import { findWebhook } from '../subscriptions/read-webhooks.ts'
import type { Webhook, WebhookFields } from '../subscriptions/webhook.ts'
import { type DeliveryDeps, deliverLane } from './deliver-lane.ts'
import { listReadyLanes } from './lane-rows.ts'
import { type DeliveryState, listDeliveries, redeliver } from './list-deliveries.ts'
import { planDeliveries } from './plan-deliveries.ts'
import { pruneDeliveries } from './prune-deliveries.ts'

const secondMs = 1000
const hourMs = 3_600_000
const dayMs = 24 * hourMs

describeEachDatabase('webhooks', open => {
  let database: Database
  let clock: FakeClock
  let receiver: WebhookReceiver
  let disabled: Webhook[]
  beforeEach(async () => {
    database = await open()
    clock = createFakeClock()
    disabled = []
    receiver = await startWebhookReceiver()
  })
  afterEach(() => receiver.stop())

  it('send each event that is wanted, in order, signed as Standard Webhooks wants it', async () => {
    const { secret } = await subscribe({ eventTypes: ['message.received'] })
    await happen(['message.received', 'conversation.handed_back', 'message.received'])
    await work()
    expect(receiver.received.map(({ event }) => event.position)).toEqual([1, 3])
    const [first] = receiver.received
    expect(first?.event).toMatchObject({ type: 'message.received', version: 1, data: { message_id: 1, user_id: 1 } })
    expect(first?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': first?.event.id,
      'webhook-timestamp': String(clock.now() / 1000),
    })
    expect(receiver.received.every(delivery => isSignedWith(secret, delivery))).toBe(true)
    expect(receiver.received.some(delivery => isSignedWith('whsec_AAAA', delivery))).toBe(false)
  })

  it('tell of what happens from the subscription on, and not of what happened while they were off', async () => {
    await happen(['message.received'])
    const { webhook } = await subscribe()
    await happen(['message.received'])
    await work()
    const off = await change(webhook, { isActive: false })
    await happen(['message.received'])
    await work()
    await change(off, { isActive: true })
    await happen(['message.received'])
    await work()
    expect(receiver.received.map(({ event }) => event.position)).toEqual([2, 4])
  })

  it('plan each event once, however many processes plan, and send it to each who wants it', async () => {
    await subscribe()
    await subscribe()
    await happen(Array.from({ length: 30 }, () => 'message.received' as const))
    await Promise.all(Array.from({ length: 5 }, () => planDeliveries(database, clock.now())))
    await Promise.all([work(), work(), work()])
    expect(receiver.received).toHaveLength(60)
    expect(new Set(receiver.received.map(({ event }) => event.position)).size).toBe(30)
  })

  it('send an event again after a worker died in the middle of it', async () => {
    const { webhook } = await subscribe()
    await happen(['message.received'])
    await planDeliveries(database, clock.now())
    // What a process that was killed leaves behind: a lane that it had.
    await database.db
      .updateTable('webhooks')
      .set({ leased_until: clock.now() + 30 * secondMs })
      .execute()
    await work()
    expect(receiver.received).toEqual([])
    await clock.advance(31 * secondMs)
    await work()
    expect(receiver.received).toHaveLength(1)
    expect(await states(webhook)).toEqual(['delivered'])
  })

  it('try again later and later, keep the order, and go on when the receiver is back', async () => {
    const { webhook } = await subscribe()
    receiver.behave(response => response.writeHead(500).end())
    await happen(['message.received', 'message.received'])
    await work()
    await work()
    expect(receiver.received.map(({ event }) => event.position)).toEqual([1])
    await clock.advance(7 * secondMs)
    await work()
    expect(receiver.received.map(({ event }) => event.position)).toEqual([1, 1])
    receiver.behave(accepts)
    await clock.advance(25 * secondMs)
    await work()
    expect(receiver.received.map(({ event }) => event.position)).toEqual([1, 1, 1, 2])
    expect(new Set(receiver.received.slice(0, 3).map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(await findWebhook(database.db, webhook.id)).toMatchObject({ failingSince: null })
  })

  it('let later events pass one that the receiver cannot take', async () => {
    await subscribe()
    receiver.behave((response, { event }) => response.writeHead(event.position === 1 ? 500 : 204).end())
    await happen(['message.received', 'message.received', 'message.received'])
    for (let round = 0; round < 8; round += 1) {
      await work()
      await clock.advance(60 * secondMs)
    }
    expect(receiver.received.map(({ event }) => event.position)).toEqual(expect.arrayContaining([2, 3]))
  })

  it('give a delivery up after a day of tries, and send it again when somebody asks', async () => {
    const { webhook } = await subscribe()
    receiver.behave(response => response.writeHead(503).end())
    await happen(['message.received'])
    for (let hour = 0; hour < 30; hour += 1) {
      await work()
      await clock.advance(hourMs)
    }
    const [dead] = await listDeliveries(database.db, { webhookId: webhook.id, state: 'dead', before: null, limit: 10 })
    expect(dead).toMatchObject({ lastStatus: 503, lastError: 'http_503', eventType: 'message.received' })
    expect(dead?.attempts).toBeGreaterThan(8)
    const tries = receiver.received.length
    await clock.advance(dayMs)
    await work()
    expect(receiver.received).toHaveLength(tries)
    receiver.behave(accepts)
    await database.transaction(tx => redeliver(tx, { webhookId: webhook.id, id: dead?.id ?? 0 }, clock.now()))
    await work()
    expect(await states(webhook)).toEqual(['delivered'])
  })

  it('are turned off, and their owner told, when a receiver says 410 or fails for three days', async () => {
    const { webhook } = await subscribe()
    receiver.behave(response => response.writeHead(410).end())
    await happen(['message.received', 'message.received'])
    await work()
    expect(disabled).toMatchObject([{ id: webhook.id, isActive: false, disabledReason: 'gone' }])
    expect(receiver.received).toHaveLength(1)
    const on = await change(webhook, { isActive: true })
    expect(on.disabledReason).toBeNull()
    receiver.behave(response => response.writeHead(500).end())
    for (let hour = 0; hour < 80; hour += 1) {
      await happen(['message.received'])
      await work()
      await clock.advance(hourMs)
    }
    expect(disabled).toMatchObject([{ disabledReason: 'gone' }, { disabledReason: 'failing' }])
    const tries = receiver.received.length
    await work()
    expect(receiver.received).toHaveLength(tries)
  })

  it('wait as long as a receiver asks', async () => {
    await subscribe()
    receiver.behave(response => response.writeHead(429, { 'retry-after': '600' }).end())
    await happen(['message.received'])
    await work()
    await clock.advance(590 * secondMs)
    await work()
    expect(receiver.received).toHaveLength(1)
    await clock.advance(11 * secondMs)
    await work()
    expect(receiver.received).toHaveLength(2)
  })

  it('follow no redirect', async () => {
    const { webhook } = await subscribe()
    const elsewhere = await startWebhookReceiver()
    receiver.behave(response => response.writeHead(307, { location: elsewhere.url }).end())
    await happen(['message.received'])
    await work()
    expect(elsewhere.received).toEqual([])
    await elsewhere.stop()
    expect(await lastError(webhook)).toBe('redirect')
  })

  it('end a receiver that hangs after ten seconds, and one that talks without end at once', async () => {
    const { webhook } = await subscribe()
    receiver.behave(() => {})
    await happen(['message.received'])
    const working = work()
    await expect.poll(() => receiver.received.length).toBe(1)
    await clock.advance(10 * secondMs)
    await working
    expect(await lastError(webhook)).toBe('timeout')
    let isCut = false
    receiver.behave(response => {
      response.writeHead(200)
      const talk = setInterval(() => response.write('x'.repeat(1000)), 1)
      response.on('close', () => {
        clearInterval(talk)
        isCut = true
      })
    })
    await clock.advance(10 * secondMs)
    await work()
    expect(await states(webhook)).toEqual(['delivered'])
    await expect.poll(() => isCut).toBe(true)
  })

  it('connect to no private address unless the settings allow it, whatever the name', async () => {
    const byAddress = await subscribe()
    const byName = await subscribe({ url: receiver.url.replace('127.0.0.1', 'localhost') })
    await happen(['message.received'])
    await work({ allowPrivateAddresses: false })
    expect(receiver.connectionCount()).toBe(0)
    expect([await lastError(byAddress.webhook), await lastError(byName.webhook)]).toEqual([
      'address_private',
      'address_private',
    ])
  })

  it('say so when nobody listens there', async () => {
    const { webhook } = await subscribe()
    await receiver.stop()
    await happen(['message.received'])
    await work()
    expect(await lastError(webhook)).toBe('ECONNREFUSED')
  })

  it('are signed with both secrets for a day after a rotation', async () => {
    const { webhook, secret } = await subscribe()
    const next = await database.transaction(tx => rotateSecret(tx, webhook.id, clock.now()))
    await happen(['message.received'])
    await work()
    await clock.advance(dayMs + 1)
    await happen(['message.received'])
    await work()
    const verdicts = receiver.received.map(delivery => [secret, next ?? ''].map(one => isSignedWith(one, delivery)))
    expect(verdicts).toEqual([
      [true, true],
      [false, true],
    ])
  })

  it('forget what was settled long ago', async () => {
    const { webhook } = await subscribe()
    await happen(['message.received'])
    await work()
    await clock.advance(29 * dayMs)
    await pruneDeliveries(database.db, clock.now() - 30 * dayMs)
    expect(await states(webhook)).toEqual(['delivered'])
    await clock.advance(2 * dayMs)
    await pruneDeliveries(database.db, clock.now() - 30 * dayMs)
    expect(await states(webhook)).toEqual([])
  })

  it('leave a delivery as it was when the process stops in the middle of it', async () => {
    const { webhook } = await subscribe()
    receiver.behave(() => {})
    await happen(['message.received'])
    const stopping = new AbortController()
    const working = work({}, stopping.signal)
    await expect.poll(() => receiver.received.length).toBe(1)
    stopping.abort()
    await working
    receiver.behave(accepts)
    await work()
    expect(receiver.received).toHaveLength(2)
    expect(await states(webhook)).toEqual(['delivered'])
  })

  async function subscribe(fields: Partial<WebhookFields> = {}): Promise<CreatedWebhook> {
    const all = { url: receiver.url, eventTypes: [], description: null, isActive: true, ...fields }
    const created = await database.transaction(tx => createWebhook(tx, database.engine, all, clock.now()))
    if (created === null) throw new TypeError('too many webhooks')
    return created
  }

  function change(webhook: Webhook, change: Partial<WebhookFields>): Promise<Webhook> {
    const fields = { ...webhook, ...change }
    return database.transaction(async tx => {
      const now = (await findWebhook(tx, webhook.id)) ?? webhook
      return replaceWebhook(tx, database.engine, { webhook: now, fields, nowMs: clock.now() })
    })
  }

  /** What the worker does each second. */
  async function work(overrides: Partial<DeliveryDeps> = {}, signal = new AbortController().signal): Promise<void> {
    while ((await planDeliveries(database, clock.now())) === 'again');
    const deps = {
      database,
      clock,
      chance: () => 0.5,
      logger: silentLogger,
      allowPrivateAddresses: true,
      onDisabled: async (webhook: Webhook) => void disabled.push(webhook),
      onAttempt: () => {},
      ...overrides,
    }
    const lanes = await listReadyLanes(database.db, clock.now())
    await Promise.all(lanes.map(id => deliverLane(deps, id, signal)))
  }

  async function states({ id }: Webhook): Promise<readonly DeliveryState[]> {
    const deliveries = await listDeliveries(database.db, { webhookId: id, state: null, before: null, limit: 100 })
    return deliveries.map(({ state }) => state)
  }

  async function lastError({ id }: Webhook): Promise<string | null | undefined> {
    const [delivery] = await listDeliveries(database.db, { webhookId: id, state: null, before: null, limit: 1 })
    return delivery?.lastError
  }

  async function happen(types: readonly EventType[]): Promise<void> {
    const facts = { conversationId: null as unknown as ConversationId, messageId: 1 as MessageId, userId: 1 }
    const bodies = types.map(type => ({ type: type as 'message.received', ...facts }))
    await database.transaction(tx => recordEvents(tx, stampEvents(bodies, clock, newId)))
  }
})
