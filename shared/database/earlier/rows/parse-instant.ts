const naive = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/

/**
 * Epoch milliseconds of an instant as the earlier system wrote it: `2026-01-14 09:30:00.123456`, UTC without saying so. ISO
 * text with an offset is read as it says. Null for everything else.
 */
export function parseInstant(value: unknown): number | null {
  const parts = typeof value === 'string' ? naive.exec(value.trim()) : null
  if (parts === null) return null
  const [, year, month, day, hour, minute, second = '00', fraction = '', zone = 'Z'] = parts
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3)
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${withColon(zone)}`)
  return Number.isNaN(instant) ? null : instant
}

function withColon(zone: string): string {
  return zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
}
