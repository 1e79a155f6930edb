import { DateTime } from 'luxon'

/** From this hour on a start is of the second half of the day. */
const noonHour = 13

/**
 * Up to `count` of the openings (ascending), as different as they can be: one from each of the next half-days, else spread over
 * the few there are. Three adjacent starts of one morning are no choice to someone who works in the mornings.
 */
export function pickVaried(openings: readonly number[], count: number, timeZone: string): readonly number[] {
  const halves = groupByHalfDay(openings, timeZone).slice(0, count)
  const shares = shareOut(
    count,
    halves.map(half => half.length),
  )
  return halves.flatMap((half, index) => spread(half, shares[index] ?? 0))
}

function groupByHalfDay(openings: readonly number[], zone: string): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>()
  for (const opening of openings) {
    const local = DateTime.fromMillis(opening, { zone })
    const key = `${local.toISODate()} ${local.hour < noonHour ? 'first' : 'second'}`
    groups.set(key, [...(groups.get(key) ?? []), opening])
  }
  return [...groups.values()]
}

/** How many each group gives: one a round, as long as it has any. */
function shareOut(count: number, sizes: readonly number[]): readonly number[] {
  const shares = sizes.map(() => 0)
  const total = Math.min(
    count,
    sizes.reduce((sum, size) => sum + size, 0),
  )
  for (let given = 0; given < total; ) {
    sizes.forEach((size, index) => {
      const share = shares[index] ?? 0
      if (given === total || share === size) return
      shares[index] = share + 1
      given += 1
    })
  }
  return shares
}

/** `share` of the openings at even distances, the first always among them. */
function spread(openings: readonly number[], share: number): readonly number[] {
  const gap = share > 1 ? (openings.length - 1) / (share - 1) : 0
  return Array.from({ length: share }, (_, index) => openings[Math.round(index * gap)] ?? 0)
}
