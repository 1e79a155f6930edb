import type { ConversationId } from '#shared/database'
import type { eventCatalogue } from './catalogue.ts'
import type { PayloadOf } from './event-fields.ts'

type Catalogue = typeof eventCatalogue

export type EventType = keyof Catalogue

/** What happened, before it has an id: one member for each entry of the catalogue. */
export type EventBody = {
  readonly [Type in EventType]: {
    readonly type: Type
    /** Null for a lead that was made by hand and with whom nobody has talked yet, for its meetings, and for who is forgotten. */
    readonly conversationId: Type extends `lead.${string}` | `meeting.${string}` | 'contact.forgotten'
      ? ConversationId | null
      : ConversationId
  } & PayloadOf<Catalogue[Type]['fields']>
}[EventType]

/** An event as it is stored and delivered. `version` is the version of the payload's shape. */
export type PlatformEvent = EventBody & { readonly id: string; readonly version: 1; readonly occurredAt: number }

/** An event as it is read back: with its place in the log. The conversation is null once its client is forgotten. */
export interface StoredEvent {
  /** Grows from event to event in the order of the log; gaps mean nothing. */
  readonly position: number
  readonly id: string
  readonly type: EventType
  readonly version: number
  readonly occurredAt: number
  readonly conversationId: ConversationId | null
  readonly payload: Readonly<Record<string, unknown>>
}
