import { connect } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { ConversationId, Database, MessageId } from '#shared/database'
import { type EventType, publicEventSchema, recordEvents, stampEvents } from '#shared/events'
import { createFakeClock, newId } from '#shared/utils'
import { describeEachDatabase } from '../../../../testing/databases.ts'
import { startTestGateway, type TestGateway, testAdminKey } from '../../../../testing/gateway-harness.ts'
import { type EventReader, openEventReader } from '../../../../testing/read-events.ts'

const key = { authorization: `Bearer ${testAdminKey}` }

describeEachDatabase('GET /api/v1/events', open => {
  let test: TestGateway
  const readers: EventReader[] = []
  afterEach(async () => {
    for (const reader of readers.splice(0)) reader.close()
    await test.close()
  })

  it('streams what happens as it happens, in the public shape', async () => {
    await start()
    const reader = await listen()
    expect(reader.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    await happen(['message.received'])
    await until(() => reader.events.length === 1)
    const [event] = reader.events
    const body = publicEventSchema.parse(JSON.parse(event?.data ?? ''))
    expect(event).toMatchObject({ id: String(body.position), event: 'message.received' })
    expect(body).toMatchObject({ type: 'message.received', version: 1, data: { message_id: 1, user_id: 1 } })
  })

  it('goes on after the last event that a listener has, and misses nothing that happened meanwhile', async () => {
    await start()
    const first = await listen()
    await happen(['message.received', 'conversation.summary_created'])
    await until(() => first.events.length === 2)
    first.close()
    await happen(['message.received', 'conversation.handed_back'])
    const second = await listen('', { 'last-event-id': first.lastEventId() ?? '' })
    await until(() => second.events.length === 2)
    await happen(['conversation.summary_created'])
    await until(() => second.events.length === 3)
    const seen = [...first.events, ...second.events].map(event => event.event)
    expect(seen).toEqual([
      'message.received',
      'conversation.summary_created',
      'message.received',
      'conversation.handed_back',
      'conversation.summary_created',
    ])
  })

  it('plays the log from any position, also one further back than memory goes', async () => {
    await start()
    for (let round = 0; round < 15; round += 1)
      await happen(Array.from({ length: 100 }, () => 'message.received' as const))
    const all = await listen('?after=0')
    await until(() => all.events.length === 1500)
    expect(new Set(all.events.map(event => event.id)).size).toBe(1500)
    const late = await listen('?after=1499')
    await until(() => late.events.length === 1)
  })

  it('sends only the types that were asked for, and moves the position on past the others', async () => {
    await start()
    const reader = await listen('?types=conversation.summary_created')
    await happen(['message.received', 'conversation.summary_created', 'message.received', 'message.received'])
    await until(() => reader.events.length === 1)
    await until(() => reader.comments() > 0)
    expect(reader.events.map(event => event.event)).toEqual(['conversation.summary_created'])
    expect(reader.lastEventId()).toBe('4')
  })

  it('finds what other processes write, of which the bus of this one knows nothing', async () => {
    const database = await start()
    const reader = await listen()
    await write(database, ['message.received'])
    await until(() => reader.events.length === 1)
  })

  it('ends within a minute of the key being no longer good', async () => {
    await start()
    const session = await test.signIn()
    const response = await openEventReader(`${test.url}/api/v1/events`, { cookie: session })
    await test.deps.database.db.updateTable('sessions').set({ expires_at: 0 }).execute()
    let hasEnded = false
    void response.ended.then(() => {
      hasEnded = true
    })
    await until(() => hasEnded)
  })

  it('keeps nothing for a listener that does not read, and drops it after two heartbeats', {
    timeout: 60_000,
  }, async () => {
    const database = await start()
    const many = Array.from({ length: 1000 }, () => 'message.received' as const)
    for (let round = 0; round < 60; round += 1) await write(database, many)
    const stop = await listenWithoutReading(`${test.url}/api/v1/events?after=0`)
    await until(async () => (await countListeners()) === 1)
    await until(async () => (await countListeners()) === 0)
    stop()
  })

  it('lists the log page by page, newest first, or oldest first after a position', async () => {
    await start()
    await happen([
      'message.received',
      'conversation.summary_created',
      'message.received',
      'conversation.summary_created',
      'conversation.handed_back',
    ])
    const first = await list('?limit=2')
    expect(first.items.map(item => item.position)).toEqual([5, 4])
    const second = await list(`?limit=2&cursor=${first.next_cursor}`)
    expect(second.items.map(item => item.position)).toEqual([3, 2])
    expect((await list('?types=message.received,conversation.handed_back')).items.map(item => item.position)).toEqual([
      5, 3, 1,
    ])
    const onward = await list('?after=1&limit=3')
    expect(onward.items.map(item => item.position)).toEqual([2, 3, 4])
    expect(await list(`?after=1&limit=3&cursor=${onward.next_cursor}`)).toMatchObject({
      items: [{ position: 5 }],
      next_cursor: null,
    })
  })

  it('is silent about what a role may not read elsewhere, live, played back and listed, and moves on past it', async () => {
    await start()
    await happen(['limit.hit', 'message.received', 'limit.hit'])
    for (const role of ['viewer', 'operator'] as const) {
      const headers = await test.keyOf(role)
      const reader = await listen('?after=0', headers)
      await happen(['limit.hit', 'conversation.handed_back', 'limit.hit'])
      await until(() => reader.events.some(({ event }) => event === 'conversation.handed_back'))
      const newest = (await list('?limit=1')).items[0]?.position
      await until(() => reader.lastEventId() === String(newest))
      expect(reader.events.map(({ event }) => event)).not.toContain('limit.hit')
      for (const query of ['?limit=50', '?after=0&limit=50']) {
        const seen = (await list(query, headers)).items.map(({ type }) => type)
        expect([seen.includes('message.received'), seen.includes('limit.hit')]).toEqual([true, false])
      }
    }
  })

  it('fills the pages of a role that does not hear of everything', async () => {
    await start()
    await happen(['message.received', 'limit.hit', 'limit.hit', 'message.received', 'message.received'])
    const viewer = await test.keyOf('viewer')
    const first = await list('?limit=2', viewer)
    const second = await list(`?limit=2&cursor=${first.next_cursor}`, viewer)
    expect([first, second].map(({ items }) => items.map(({ position }) => position))).toEqual([[5, 4], [1]])
    expect(second.next_cursor).toBe(null)
  })

  it('shows an admin everything, and refuses others what they ask for by name and may not hear', async () => {
    await start()
    const admin = await listen()
    await happen(['limit.hit'])
    await until(() => admin.events.length === 1)
    const url = `${test.url}/api/v1/events?types=message.received,limit.hit`
    for (const accept of ['application/json', 'text/event-stream']) {
      const refused = await fetch(url, { headers: { ...(await test.keyOf('viewer')), accept } })
      expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([403, 'auth.role_too_low'])
    }
    expect((await list('?types=limit.hit')).items.map(({ type }) => type)).toEqual(['limit.hit'])
  })

  it('ends the stream of whoever may hear less than before, within a minute', async () => {
    await start()
    const headers = await test.keyOf('admin')
    const reader = await listen('', headers)
    await test.deps.database.db.updateTable('api_keys').set({ role: 'viewer' }).execute()
    let hasEnded = false
    void reader.ended.then(() => {
      hasEnded = true
    })
    await until(() => hasEnded)
  })

  it.each(['types=lead.created,nonsense', 'after=-1', 'cursor=x', 'limit=0'])('refuses %s', async query => {
    await start()
    const response = await fetch(`${test.url}/api/v1/events?${query}`, { headers: key })
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([422, 'request.invalid'])
  })

  it('is for those who are signed in', async () => {
    await start()
    expect((await fetch(`${test.url}/api/v1/events`)).status).toBe(401)
  })

  async function start(): Promise<Database> {
    const database = await open()
    test = await startTestGateway({ database })
    return database
  }

  async function listen(query = '', headers: Record<string, string> = {}): Promise<EventReader> {
    const reader = await openEventReader(`${test.url}/api/v1/events${query}`, { ...key, ...headers })
    readers.push(reader)
    return reader
  }

  async function list(query: string, headers: Readonly<Record<string, string>> = key) {
    const response = await fetch(`${test.url}/api/v1/events${query}`, { headers })
    return (await response.json()) as { items: { position: number; type: string }[]; next_cursor: string | null }
  }

  /** What the platform does: writes events and tells the bus. */
  async function happen(types: readonly EventType[]): Promise<void> {
    test.deps.bus.publish(await write(test.deps.database, types))
  }

  async function countListeners(): Promise<number> {
    const text = await (await fetch(`${test.url}/metrics`)).text()
    return Number(/^event_listeners (\d+)$/m.exec(text)?.[1])
  }

  /** Time goes on while we wait: the gateway looks at the log by its clock. */
  async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
    await expect
      .poll(
        async () => {
          await test.clock.advance(1_000)
          return isTrue()
        },
        { timeout: 20_000, interval: 5 },
      )
      .toBe(true)
  }
})

async function write(database: Database, types: readonly EventType[]) {
  const facts = {
    conversationId: null as unknown as ConversationId,
    messageId: 1 as MessageId,
    userId: 1,
    heldUntil: 0,
  }
  const bodies = types.map(type => ({ type: type as 'message.received', ...facts }))
  const events = stampEvents(bodies, createFakeClock(), newId)
  await database.transaction(tx => recordEvents(tx, events))
  return events
}

/** Asks for the stream and takes nothing of the answer. Returns the way to leave. */
async function listenWithoutReading(url: string): Promise<() => void> {
  const { port, pathname, search } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  socket.pause().on('error', () => {})
  const head = [`GET ${pathname}${search} HTTP/1.1`, 'host: localhost', 'accept: text/event-stream']
  socket.write(`${[...head, `authorization: ${key.authorization}`].join('\r\n')}\r\n\r\n`)
  return () => void socket.destroy()
}
