import { IANAZone, Info, type Zone } from 'luxon'

const dayMs = 24 * 60 * 60 * 1000
/** Clients' zones and the days they speak of are few; whoever names more pays for the look-up again. */
const maxZones = 500
const maxDays = 800

const zones = new Map<string, Zone>()

/** The zone of an IANA name for luxon, which then asks Intl for its offset once a day and not with each step of a calculation. */
export function findZone(name: string): Zone {
  const known = zones.get(name)
  if (known !== undefined) return known
  const zone = Info.normalizeZone(name)
  if (!(zone instanceof IANAZone) || !zone.isValid) return zone
  if (zones.size >= maxZones) zones.clear()
  const remembering = new RememberingZone(name)
  zones.set(name, remembering)
  return remembering
}

/** The calendar day of an instant in a zone: 2026-12-31. */
export function localDay(atMs: number, timeZone: string): string {
  return new Date(atMs + findZone(timeZone).offset(atMs) * 60_000).toISOString().slice(0, 10)
}

class RememberingZone extends IANAZone {
  /** By day since the epoch (UTC); null on days on which the clocks change. */
  private readonly offsets = new Map<number, number | null>()

  override offset(atMs: number): number {
    const day = Math.floor(atMs / dayMs)
    const known = this.offsets.get(day)
    return (known === undefined ? this.remember(day) : known) ?? super.offset(atMs)
  }

  private remember(day: number): number | null {
    const offset = super.offset(day * dayMs)
    const steady = offset === super.offset((day + 1) * dayMs) ? offset : null
    if (this.offsets.size >= maxDays) this.offsets.clear()
    this.offsets.set(day, steady)
    return steady
  }
}
