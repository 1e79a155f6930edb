import { z } from 'zod'
import { type EventType, eventTypes } from '#shared/events'
import { pageQueryOf } from '../../http/paging.ts'

/** A list of types by comma; an unknown one is a fault, not silence. */
export const typesParam = z
  .string()
  .max(2000)
  .transform(text => text.split(',').map(part => part.trim()))
  .pipe(z.array(z.enum(eventTypes)).max(eventTypes.length))
  .optional()
  .describe(`Only these types, separated by commas: ${eventTypes.join(', ')}.`)
  .meta({ examples: ['lead.created,meeting.scheduled'] })

export const eventQuery = z.object({
  ...pageQueryOf(['number']),
  types: typesParam,
  after: z.coerce
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('The `position` of the last event you have. The list then holds what came after it, oldest first.'),
})

export type EventQuery = z.infer<typeof eventQuery>

export function toTypes(query: EventQuery): readonly EventType[] {
  return query.types ?? []
}
