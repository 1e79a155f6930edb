import { DateTime } from 'luxon'

const fromHour = 10
const toHour = 20

/** The instant itself, or the next 10:00 of the person's clock when it falls outside of 10:00–20:00: nobody is woken by a shop. */
export function moveToWakingHours(instant: number, timeZone: string): number {
  const local = DateTime.fromMillis(instant, { zone: timeZone })
  if (local.hour >= fromHour && local.hour < toHour) return instant
  const day = local.hour < fromHour ? local : local.plus({ days: 1 })
  return day.set({ hour: fromHour, minute: 0, second: 0, millisecond: 0 }).toMillis()
}

/** The instant itself, or the last minute before 20:00 of the person's clock that comes before it. */
export function moveBackToWakingHours(instant: number, timeZone: string): number {
  const local = DateTime.fromMillis(instant, { zone: timeZone })
  if (local.hour >= fromHour && local.hour < toHour) return instant
  const day = local.hour < fromHour ? local.minus({ days: 1 }) : local
  return day.set({ hour: toHour - 1, minute: 59, second: 0, millisecond: 0 }).toMillis()
}
