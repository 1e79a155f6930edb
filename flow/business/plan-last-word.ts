import { DateTime } from 'luxon'
import { moveBackToWakingHours } from '../waking-hours.ts'
import type { BusinessRules } from './business-rules.ts'

/** When a chat whose window closes at `closesAt` is to be looked at for a last word: by day. Null: never. */
export function planLastWord({ lastWordMs, timeZone }: BusinessRules, closesAt: number): number | null {
  return lastWordMs === null ? null : moveBackToWakingHours(closesAt - lastWordMs, timeZone)
}

/** The minute in which a window closes, on the client's clock: `18:40`. */
export function formatClosing(closesAt: number, timeZone: string): string {
  return DateTime.fromMillis(closesAt, { zone: timeZone }).toFormat('HH:mm')
}
