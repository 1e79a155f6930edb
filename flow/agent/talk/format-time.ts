import type { Reading } from '#capabilities/sales'

/** «чт, 26 ноября, 15:00 (GMT+3)»: a meeting's start as its client reads it, with the zone, because two people may be in two. */
export function formatStart(startsAt: number, timeZone: string, language: string): string {
  return `${formatter('long', timeZone, language).format(startsAt)} (${zoneName(startsAt, timeZone, language)})`
}

/** A stretch that a client named, as exactly as they named it: «вс, 18 января», «пт, 16 января, 15:00–18:00», «19–25 января». */
export function formatStretch(
  stretch: { readonly from: number; readonly to: number; readonly precision: Precision },
  timeZone: string,
  language: string,
): string {
  const { from, to, precision } = stretch
  if (precision === 'minute') return formatStart(from, timeZone, language)
  if (precision === 'day') return formatter('day', timeZone, language).format(from)
  // The end is exclusive, and the last minute of a stretch is still part of it.
  const style = precision === 'daypart' ? 'long' : 'dates'
  return formatter(style, timeZone, language).formatRange(from, to - 60_000)
}

type Precision = Reading['times'][number]['precision']

/** «чт, 26 нояб., 15:00»: short enough for a button. */
export function formatButton(startsAt: number, timeZone: string, language: string): string {
  return formatter('short', timeZone, language).format(startsAt)
}

/** «15:00» */
export function formatClock(instant: number, timeZone: string, language: string): string {
  return formatter('clock', timeZone, language).format(instant)
}

const styles = {
  long: { weekday: 'short', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  short: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { weekday: 'short', day: 'numeric', month: 'long' },
  dates: { day: 'numeric', month: 'long' },
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  zone: { timeZoneName: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

// One formatter a style, zone and language: making one costs 50 µs, using it 2 µs. Zones come from clients, hence the bound.
const formatters = new Map<string, Intl.DateTimeFormat>()
const maxFormatters = 200

function formatter(style: keyof typeof styles, timeZone: string, language: string): Intl.DateTimeFormat {
  const key = `${style} ${timeZone} ${language}`
  const known = formatters.get(key)
  if (known !== undefined) return known
  if (formatters.size >= maxFormatters) formatters.clear()
  const made = new Intl.DateTimeFormat(localeOf(language), { ...styles[style], timeZone })
  formatters.set(key, made)
  return made
}

function localeOf(language: string): string {
  return language === 'ru' ? 'ru-RU' : 'en-GB'
}

function zoneName(instant: number, timeZone: string, language: string): string {
  const parts = formatter('zone', timeZone, language).formatToParts(instant)
  return parts.find(part => part.type === 'timeZoneName')?.value ?? timeZone
}
