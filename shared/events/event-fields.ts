import { z } from 'zod'

/** One member of an event's payload: how it looks in public, and how our value becomes that. */
export interface EventField<Value> {
  readonly schema: z.ZodType
  readonly toPublic: (value: Value) => unknown
}

export type EventFields = Readonly<Record<string, EventField<never>>>

/** The payload that `fields` describe, as it is within the platform. */
export type PayloadOf<Fields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends EventField<infer Value> ? Value : never
}

/** The number of a row. */
export function rowId<Id extends number>(description: string): EventField<Id> {
  return { schema: z.number().int().describe(description), toPublic: id => id }
}

export function wholeNumber(description: string): EventField<number> {
  return { schema: z.number().int().describe(description), toPublic: number => number }
}

/** A word of ours (a code, a name from the playbook), never words of a person. */
export function word(description: string): EventField<string> {
  return { schema: z.string().describe(description), toPublic: value => value }
}

/** The same where there may be none. Events that were recorded before the field was thought of have none. */
export function wordOrNone(description: string): EventField<string | null> {
  return { schema: z.string().nullable().describe(description), toPublic: value => value ?? null }
}

/** The id of a row whose key is text. */
export function textId<Id extends string>(description: string): EventField<Id> {
  return { schema: z.string().describe(description), toPublic: id => id }
}

export function words(description: string): EventField<readonly string[]> {
  return { schema: z.array(z.string()).describe(description), toPublic: list => list }
}

export function yesOrNo(description: string): EventField<boolean> {
  return { schema: z.boolean().describe(description), toPublic: value => value }
}

/** Epoch milliseconds within, ISO 8601 with Z in public. */
export function instant(description: string): EventField<number> {
  return { schema: z.iso.datetime().describe(description), toPublic: ms => new Date(ms).toISOString() }
}

/** Telegram's number of a person; null once they are forgotten. The only personal value that an event may hold. */
export function person(): EventField<number | null> {
  return {
    schema: z.number().int().nullable().describe('The person, as the channel numbers them; null once forgotten.'),
    toPublic: userId => userId,
  }
}
