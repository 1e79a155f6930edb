import { expect, it } from 'vitest'
import type { ConversationId, Database, MessageId, Tx } from '#shared/database'
import { createFakeClock, newId } from '#shared/utils'
import { describeEachDatabase } from '../../testing/databases.ts'
import type { EventBody, EventType } from './event.ts'
import { readEventsAfter, readEventsBefore, readSettledPosition } from './read-events.ts'
import { recordEvents, stampEvents } from './record.ts'

const clock = createFakeClock()

describeEachDatabase('the log of events', (open, engine) => {
  it('is read forwards and backwards, by type, up to where it is settled', async () => {
    const database = await open()
    await write(database, ['message.received', 'turn.finished', 'message.received', 'conversation.handed_back'])
    const upTo = await readSettledPosition(database)
    const after = async (position: number, types: readonly EventType[] = []) =>
      (await readEventsAfter(database.db, { after: position, upTo, limit: 2, types })).map(event => event.position)
    expect(await after(0)).toEqual([1, 2])
    expect(await after(2)).toEqual([3, 4])
    expect(await after(0, ['conversation.handed_back', 'message.received'])).toEqual([1, 3])
    expect(await after(3, ['message.received'])).toEqual([])
    const before = async (position: number | null, types: readonly EventType[] = []) =>
      (await readEventsBefore(database.db, { before: position, upTo, limit: 2, types })).map(event => event.position)
    expect(await before(null)).toEqual([4, 3])
    expect(await before(3)).toEqual([2, 1])
    expect(await before(null, ['message.received', 'turn.finished'])).toEqual([3, 2])
  })

  it('is settled at 0 while it is empty', async () => {
    expect(await readSettledPosition(await open())).toBe(0)
  })

  // SQLite has one writer: there two transactions cannot overlap.
  it.runIf(engine === 'postgres')('shows nothing that an open transaction may still put events before', async () => {
    const database = await open()
    await write(database, ['message.received'])
    const early = await holdTransaction(database)
    await write(database, ['turn.finished'])
    expect(await readSettledPosition(database)).toBe(1)
    const late = await holdTransaction(database)
    await early.commit()
    // 3 is there, and 4 is still on its way.
    expect(await readSettledPosition(database)).toBe(3)
    await late.roll()
    await write(database, ['message.received'])
    expect(await readSettledPosition(database)).toBe(5)
    const events = await readEventsAfter(database.db, { after: 0, upTo: 5, limit: 10 })
    expect(events.map(event => event.position)).toEqual([1, 2, 3, 5])
  })

  it('misses nothing and shows nothing twice while many write at once', { timeout: 60_000 }, async () => {
    const database = await open()
    const seen: number[] = []
    let isWriting = true
    const written = Promise.all(Array.from({ length: 8 }, (_, writer) => writeOften(database, writer))).then(() => {
      isWriting = false
    })
    for (let after = 0, isLast = false; !isLast; ) {
      isLast = !isWriting
      const upTo = await readSettledPosition(database)
      const events = await readEventsAfter(database.db, { after, upTo, limit: 1000 })
      seen.push(...events.map(event => event.position))
      after = upTo
    }
    await written
    const rows = await database.db.selectFrom('events').select('id').orderBy('id').execute()
    expect(seen).toEqual(rows.map(row => row.id))
    expect(seen.length).toBeGreaterThan(400)
  })
})

async function writeOften(database: Database, writer: number): Promise<void> {
  for (let round = 0; round < 40; round += 1) {
    await database
      .transaction(async tx => {
        await record(tx, ['message.received'])
        await tx
          .selectFrom('events')
          .select('id')
          .limit(1 + writer)
          .execute()
        await record(tx, ['turn.finished'])
        if (round % 10 === writer) throw new Error('taken back')
      })
      .catch(() => {})
  }
}

/** A transaction that has written one event and stays open. */
async function holdTransaction(database: Database): Promise<{ commit(): Promise<void>; roll(): Promise<void> }> {
  let end = (_error?: Error): void => {}
  let opened = (): void => {}
  const isOpen = new Promise<void>(resolve => {
    opened = resolve
  })
  const ended = database.transaction(async tx => {
    await record(tx, ['message.received'])
    opened()
    await new Promise<void>((resolve, reject) => {
      end = error => (error === undefined ? resolve() : reject(error))
    })
  })
  await isOpen
  return {
    commit: () => {
      end()
      return ended
    },
    roll: () => {
      end(new Error('taken back'))
      return ended.catch(() => {})
    },
  }
}

async function write(database: Database, types: readonly EventType[]): Promise<void> {
  await database.transaction(tx => record(tx, types))
}

// These tests are about the order of the log: what the events tell of is none of their business.
async function record(tx: Tx, types: readonly EventType[]): Promise<void> {
  const bodies = types.map(type => ({ type, messageId: 1 as MessageId, userId: 1 }) as unknown as EventBody)
  await recordEvents(
    tx,
    stampEvents(bodies, clock, newId).map(event => ({ ...event, conversationId: null as unknown as ConversationId })),
  )
}
