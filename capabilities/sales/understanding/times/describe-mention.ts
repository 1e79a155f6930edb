import { DateTime } from 'luxon'
import type { TimeMention } from '../reading.ts'

/**
 * A mention in figures of the client's clock: `2026-01-15 15:00`, `2026-01-15 13:00–18:00`, `2026-01-15`, or first and
 * last day `2026-01-19..2026-01-25`; a mention that names no day begins with `~`.
 */
export function describeMention(mention: TimeMention, timeZone: string): string {
  const from = DateTime.fromMillis(mention.from, { zone: timeZone })
  const to = DateTime.fromMillis(mention.to, { zone: timeZone })
  const mark = mention.hasDate ? '' : '~'
  const day = from.toFormat('yyyy-MM-dd')
  if (mention.precision === 'minute') return `${mark}${from.toFormat('yyyy-MM-dd HH:mm')}`
  if (mention.precision === 'day') return `${mark}${day}`
  if (mention.precision !== 'daypart') return `${mark}${day}..${to.minus({ days: 1 }).toFormat('yyyy-MM-dd')}`
  const end = to.hasSame(from, 'day') ? to.toFormat('HH:mm') : '24:00'
  return `${mark}${day} ${from.toFormat('HH:mm')}–${end}`
}
