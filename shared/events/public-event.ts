import { z } from 'zod'
import { eventCatalogue } from './catalogue.ts'
import type { EventType, StoredEvent } from './event.ts'
import type { EventField } from './event-fields.ts'

/** An event as clients of the stream and receivers of webhooks see it. */
export interface PublicEvent {
  readonly type: EventType
  readonly id: string
  readonly version: number
  readonly occurred_at: string
  readonly position: number
  readonly data: Readonly<Record<string, unknown>>
}

// The keys of an object literal are its types.
export const eventTypes = Object.keys(eventCatalogue) as EventType[]

/** One schema for each type, told apart by `type`. Checked when events are read back, so that none leaves in another shape. */
export const publicEventSchema: z.ZodType<PublicEvent> = z
  .union(eventTypes.map(describeKind))
  .describe('One of the kinds of events, told apart by `type`.') as unknown as z.ZodType<PublicEvent>

/** What the world sees of an event: snake_case, ISO instants. */
export function toPublicEvent(event: StoredEvent): PublicEvent {
  const { type, id, version, occurredAt, position, conversationId, payload } = event
  const data = listFields(type).map(([name, field]) => [toSnakeCase(name), readField(field, payload[name])] as const)
  return {
    type,
    id,
    version,
    occurred_at: new Date(occurredAt).toISOString(),
    position,
    data: { conversation_id: conversationId, ...Object.fromEntries(data) },
  }
}

function describeKind(type: EventType) {
  const fields = listFields(type).map(([name, { schema }]) => [toSnakeCase(name), schema] as const)
  return z
    .object({
      type: z.literal(type),
      id: z
        .string()
        .describe('The same wherever and however often this event is delivered: drop what you had already.'),
      version: z.number().int().describe('Of the shape of `data`. Members may be added within a version.'),
      occurred_at: z.iso.datetime(),
      position: z
        .number()
        .int()
        .describe('Grows from event to event. Send the last one you have as `after` or `Last-Event-ID`.'),
      data: z.object({
        conversation_id: z.number().int().nullable().describe('The conversation; null once its client is forgotten.'),
        ...Object.fromEntries(fields),
      }),
    })
    .describe(eventCatalogue[type].meaning)
}

function listFields(type: EventType): readonly (readonly [string, EventField<never>])[] {
  return Object.entries<EventField<never>>(eventCatalogue[type].fields)
}

// The table holds what `recordEvents` was given, whose type has this field with a value of its kind.
function readField(field: EventField<never>, value: unknown): unknown {
  return field.toPublic(value as never)
}

function toSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}
