import { type EventType, type StoredEvent, toPublicEvent } from '#shared/events'

/** An event as it goes over the wire, written once for all listeners. */
export interface EventFrame {
  readonly position: number
  readonly type: EventType
  readonly text: string
}

export function toFrame(event: StoredEvent): EventFrame {
  const { position, type } = event
  return { position, type, text: `id: ${position}\nevent: ${type}\ndata: ${JSON.stringify(toPublicEvent(event))}\n\n` }
}
