import type { TimeMention } from '../../understanding/reading.ts'
import { localDay } from '../../understanding/times/zones/find-zone.ts'
import { defineSlotKind } from '../slot-kind.ts'
import { toSpan } from './quantities/quantity-candidates.ts'

/** A day or a stretch of days: `2026-12-31`, `2026-12-01..2026-12-31` (both inclusive), `..2026-12-31` by then. Read when asked or announced only. */
export const date = defineSlotKind({
  kind: 'date',
  mentions: 'shared',
  keepsWords: true,
  read({ message: { reading, timeZone, nowMs } }) {
    // A time at which the client wants to meet is no deadline.
    if (reading.signals.has('wants-meeting')) return []
    return reading.times.map(mention => ({
      ...toSpan(mention),
      value: writeDates(mention, timeZone, nowMs),
      confidence: mention.confidence,
      isBare: true,
    }))
  },
  format: (value, { language }) => formatDates(value, language),
})

function writeDates({ from, to, precision }: TimeMention, timeZone: string, nowMs: number): string {
  const first = localDay(from, timeZone)
  if (precision !== 'week' && precision !== 'month') return first
  const last = localDay(to - 1, timeZone)
  if (first === last) return first
  // A stretch that has begun already («к 15 марта», «в этом месяце») is told by its end.
  return first <= localDay(nowMs, timeZone) ? `..${last}` : `${first}..${last}`
}

function formatDates(value: string, language: string): string {
  const match = /^(\.\.)?(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?$/.exec(value)
  const first = Date.parse(`${match?.[2]}T00:00:00Z`)
  if (Number.isNaN(first)) return value
  const last = Date.parse(`${match?.[3] ?? match?.[2]}T00:00:00Z`)
  const locale = language === 'ru' ? 'ru' : 'en'
  if (match?.[1] !== undefined) return `${locale === 'ru' ? 'до' : 'by'} ${formatDates(value.slice(2), language)}`
  if (isWholeMonth(first, last))
    return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'long' }).format(first)
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'long' }).formatRange(first, last)
}

function isWholeMonth(firstMs: number, lastMs: number): boolean {
  const first = new Date(firstMs)
  const nextMonth = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1)
  return first.getUTCDate() === 1 && lastMs === nextMonth - 86_400_000
}
