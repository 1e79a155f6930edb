import type { Database, Tx } from '#shared/database'
import { type Bus, type EventBody, recordEvents, stampEvents } from '#shared/events'
import type { Clock, NewId } from '#shared/utils'

export interface ChangeDeps {
  readonly database: Database
  readonly bus: Bus
  readonly clock: Clock
  readonly newId: NewId
}

/** What a write came to, and what it tells the world; no events when nothing has changed. */
export interface Change<Result> {
  readonly result: Result
  readonly events: readonly EventBody[]
}

/** Makes a write of a person or a program true: its rows and its events in one transaction, told to listeners after it. */
export async function commitChange<Result>(
  { database, bus, clock, newId }: ChangeDeps,
  work: (tx: Tx, nowMs: number) => Promise<Change<Result>>,
): Promise<Result> {
  const { result, events } = await database.transaction(async tx => {
    const change = await work(tx, clock.now())
    const events = stampEvents(change.events, clock, newId)
    await recordEvents(tx, events)
    return { result: change.result, events }
  })
  bus.publish(events)
  return result
}
