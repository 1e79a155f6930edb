import type { Broadcast } from '#shared/cache'
import { errorCode, type Logger } from '#shared/utils'
import { eventCatalogue } from '../catalogue.ts'
import type { EventType, PlatformEvent } from '../event.ts'

export type EventOf<Type extends EventType> = Extract<PlatformEvent, { type: Type }>

/** Whose commits are heard of: those of all processes (without Redis: of this one), or those of this process only. */
export type Hearing = 'everywhere' | 'here'

/** Tells what was committed. At most once: whoever must not miss an event reads the table. */
export interface Bus {
  publish(events: readonly PlatformEvent[]): void
  /** Calls `handle` for each event of `type`; the returned function ends it. A handler that throws is logged, not felt. */
  subscribe<Type extends EventType>(type: Type, handle: (event: EventOf<Type>) => void, from?: Hearing): () => void
}

interface Handler {
  readonly handle: (event: PlatformEvent) => void
  readonly from: Hearing
}

const topic = 'events'

/** `broadcast`: the way to the other processes; null: there are none, or they find by looking. */
export function createBus(logger: Logger, broadcast: Broadcast | null = null): Bus {
  const handlers = new Map<EventType, Set<Handler>>()
  broadcast?.listen(topic, message => tell(readEvents(message), 'everywhere'))
  return {
    publish(events) {
      tell(events, 'here')
      if (events.length > 0) broadcast?.send(topic, events)
    },
    subscribe(type, handle, from = 'everywhere') {
      const set = handlers.get(type) ?? new Set()
      handlers.set(type, set)
      // The map is keyed by type, so a handler only ever sees its own kind.
      const stored: Handler = { handle: handle as (event: PlatformEvent) => void, from }
      set.add(stored)
      return () => void set.delete(stored)
    },
  }

  function tell(events: readonly PlatformEvent[], where: Hearing): void {
    for (const event of events) {
      for (const { handle, from } of handlers.get(event.type) ?? []) {
        if (from === 'everywhere' || where === 'here') callSafely(handle, event)
      }
    }
  }

  function callSafely(handle: (event: PlatformEvent) => void, event: PlatformEvent): void {
    try {
      handle(event)
    } catch (error) {
      logger.error('bus.handler_failed', { type: event.type, code: errorCode(error) })
    }
  }
}

/** Events of another process as they were published there. A type or version that this one does not know is not heard. */
function readEvents(message: unknown): readonly PlatformEvent[] {
  return Array.isArray(message) ? message.filter(isKnown) : []
}

function isKnown(event: Partial<PlatformEvent> | null): event is PlatformEvent {
  return event?.type !== undefined && event.type in eventCatalogue && event.version === 1
}
