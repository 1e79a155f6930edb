import { z } from 'zod'

/** An instant in a query or a body: ISO 8601 with its zone. */
export const instantField = z.iso.datetime({ offset: true })

/** For what `instantField` has let in. */
export function toMs(instant: string): number
export function toMs(instant: string | undefined): number | undefined
export function toMs(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : Date.parse(instant)
}

/** ISO 8601 in UTC; null stays null. */
export function toInstant(ms: number): string
export function toInstant(ms: number | null): string | null
export function toInstant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}
