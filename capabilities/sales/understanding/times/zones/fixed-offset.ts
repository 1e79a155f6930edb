/** Offsets that are no whole hour have no `Etc` name; a zone that keeps them all year stands for them. */
const partialHours: Readonly<Record<string, string>> = {
  '210': 'Asia/Tehran',
  '270': 'Asia/Kabul',
  '330': 'Asia/Kolkata',
  '345': 'Asia/Kathmandu',
  '390': 'Asia/Yangon',
  '570': 'Australia/Darwin',
}
const westernmost = -12 * 60
const easternmost = 14 * 60

/** The zone that is always so many minutes ahead of UTC (`Etc/GMT-7` is seven hours ahead); null when there is none. */
export function fixedOffset(minutes: number): string | null {
  if (minutes < westernmost || minutes > easternmost) return null
  if (minutes % 60 !== 0) return partialHours[String(minutes)] ?? null
  const hours = minutes / 60
  if (hours === 0) return 'Etc/UTC'
  return `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
}
