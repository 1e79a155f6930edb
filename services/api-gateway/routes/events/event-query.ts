import { z } from 'zod'
import { covers, type Role } from '#capabilities/access'
import { type EventType, eventCatalogue, eventTypes } from '#shared/events'
import { pageQueryOf } from '../../http/fields/paging.ts'

/** A list of types by comma; an unknown one is a fault, not silence. */
export const typesParam = z
  .string()
  .max(2000)
  .transform(text => text.split(',').map(part => part.trim()))
  .pipe(z.array(z.enum(eventTypes)).max(eventTypes.length))
  .optional()
  .describe(
    `Only these types, separated by commas: ${eventTypes.join(', ')}. One that the role hears nothing of is refused.`,
  )
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

/** What a caller is shown of the log. */
export interface Selection {
  /** Empty: all but those of `except`. */
  readonly types: readonly EventType[]
  readonly except: readonly EventType[]
}

export function toSelection({ types = [] }: EventQuery, role: Role): Selection {
  return { types, except: eventTypes.filter(type => !mayHear(role, type)) }
}

/** A type that is asked for by name and that the role hears nothing of; null: there is none. */
export function findForbidden({ types = [] }: EventQuery, role: Role): EventType | null {
  return types.find(type => !mayHear(role, type)) ?? null
}

function mayHear(role: Role, type: EventType): boolean {
  return covers(role, eventCatalogue[type].reader)
}
