import type { Database, Tx } from '#shared/database'
import type { Clock, NewId } from '#shared/utils'
import type { Bus } from './bus/bus.ts'
import type { EventBody } from './event.ts'
import { recordEvents, stampEvents } from './record.ts'

export interface EventDeps {
  readonly database: Database
  readonly bus: Bus
  readonly clock: Clock
  readonly newId: NewId
}

/**
 * Runs `work` in a transaction and records the events that it hands to `tell`, all or nothing; the bus hears of them after the
 * commit. Resolves to what `work` resolves to.
 */
export async function commitEvents<Result>(
  { database, bus, clock, newId }: EventDeps,
  work: (tx: Tx, tell: (...bodies: readonly EventBody[]) => void) => Promise<Result>,
): Promise<Result> {
  const { result, events } = await database.transaction(async tx => {
    const bodies: EventBody[] = []
    const result = await work(tx, (...told) => void bodies.push(...told))
    const events = stampEvents(bodies, clock, newId)
    await recordEvents(tx, events)
    return { result, events }
  })
  bus.publish(events)
  return result
}
