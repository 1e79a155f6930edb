import { DateTime } from 'luxon'
import type { Period } from './split-period.ts'
import type { TimeGrid } from './time-grid.ts'

export type PeriodOutcome =
  | ({ readonly kind: 'period' } & Period)
  /** `where`: the parameter at fault. */
  | { readonly kind: 'invalid'; readonly where: 'from' | 'to'; readonly detail: string }

export const defaultDays = 30
const longestYears = 2

/**
 * A period out of two ISO 8601 texts: dates (`2026-03-01`; whole days of the business, the last one included) or instants with
 * `Z` or an offset (the end excluded). Without `to` it ends now; without `from` it has 30 days. At most two years. Pure.
 */
export function parsePeriod(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  grid: TimeGrid,
  nowMs: number,
): PeriodOutcome {
  const end = to === undefined ? grid.step(nowMs, 'day', 1) : parseEnd(to, grid)
  if (end === null) return { kind: 'invalid', where: 'to', detail: notADate }
  const start = from === undefined ? grid.step(end - 1, 'day', 1 - defaultDays) : parseInstant(from, grid)
  if (start === null) return { kind: 'invalid', where: 'from', detail: notADate }
  if (start > end) return { kind: 'invalid', where: 'from', detail: 'must not be after `to`' }
  if (isTooLong(start, end, grid))
    return { kind: 'invalid', where: 'from', detail: 'must be at most two years before `to`' }
  return { kind: 'period', from: start, to: end }
}

const notADate = 'must be a date like 2026-03-01, or an instant with a zone like 2026-03-01T09:00:00Z'
const date = /^\d{4}-\d{2}-\d{2}$/
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i

function parseInstant(text: string, { timeZone }: TimeGrid): number | null {
  if (!date.test(text) && !instant.test(text)) return null
  const parsed = DateTime.fromISO(text, { zone: timeZone })
  return parsed.isValid && parsed.year >= 1 ? parsed.toMillis() : null
}

function parseEnd(text: string, grid: TimeGrid): number | null {
  const parsed = parseInstant(text, grid)
  return parsed === null || !date.test(text) ? parsed : grid.step(parsed, 'day', 1)
}

function isTooLong(start: number, end: number, { timeZone }: TimeGrid): boolean {
  return DateTime.fromMillis(start, { zone: timeZone }).plus({ years: longestYears, days: 1 }).toMillis() < end
}

/** The period of the same length that ends where this one begins: the same number of days, when it has whole ones. Pure. */
export function previousPeriod({ from, to }: Period, grid: TimeGrid): Period {
  const isWholeDays = grid.floor(from, 'day') === from && grid.floor(to, 'day') === to
  if (!isWholeDays) return { from: from - (to - from), to: from }
  const zone = { zone: grid.timeZone }
  const days = Math.round(DateTime.fromMillis(to, zone).diff(DateTime.fromMillis(from, zone), 'days').days)
  return { from: grid.step(from, 'day', -days), to: from }
}
