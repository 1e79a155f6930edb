import type { z } from 'zod'

export type Parsed<Value> =
  | { readonly kind: 'parsed'; readonly value: Value }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** Distrusts a value from the wire. The reason names the place and what was expected there, never the value. */
export function parseWire<Value>(schema: z.ZodType<Value>, value: unknown, place: string): Parsed<Value> {
  const result = schema.safeParse(value)
  if (result.success) return { kind: 'parsed', value: result.data }
  const [issue] = result.error.issues
  const path = [place, ...(issue?.path ?? [])].join('.')
  return { kind: 'unreadable', reason: `${path}: ${issue?.message ?? 'not as promised'}` }
}

/** The fields of an object; none for anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}
