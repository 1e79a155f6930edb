import { errorCode, type Logger } from '#shared/utils'
import type { EventType, PlatformEvent } from './event.ts'

export type EventOf<Type extends EventType> = Extract<PlatformEvent, { type: Type }>

/** Tells the rest of this process what was committed. At most once: whoever must not miss an event reads the table. */
export interface Bus {
  publish(events: readonly PlatformEvent[]): void
  /** Calls `handle` for each event of `type`; the returned function ends it. A handler that throws is logged, not felt. */
  subscribe<Type extends EventType>(type: Type, handle: (event: EventOf<Type>) => void): () => void
}

export function createBus(logger: Logger): Bus {
  const handlers = new Map<EventType, Set<(event: PlatformEvent) => void>>()
  return {
    publish(events) {
      for (const event of events) for (const handle of handlers.get(event.type) ?? []) callSafely(handle, event)
    },
    subscribe(type, handle) {
      const set = handlers.get(type) ?? new Set()
      handlers.set(type, set)
      // The map is keyed by type, so a handler only ever sees its own kind.
      const stored = handle as (event: PlatformEvent) => void
      set.add(stored)
      return () => void set.delete(stored)
    },
  }

  function callSafely(handle: (event: PlatformEvent) => void, event: PlatformEvent): void {
    try {
      handle(event)
    } catch (error) {
      logger.error('bus.handler_failed', { type: event.type, code: errorCode(error) })
    }
  }
}
