/** When a client would like to meet, as it was read from their words: `from` inclusive, `to` exclusive, epoch ms. */
export interface WishedTime {
  readonly from: number
  readonly to: number
  readonly precision: 'minute' | 'daypart' | 'day' | 'week' | 'month'
}

export type OpeningMatch =
  /** The very minute that was wished is open. */
  | { readonly kind: 'exact'; readonly startsAt: number }
  /** What is open within the wished stretch, ascending; never empty. */
  | { readonly kind: 'within'; readonly openings: readonly number[] }
  /** Nothing is open then; the openings nearest to it, nearest first; may be empty. */
  | { readonly kind: 'none'; readonly nearest: readonly number[] }

const nearestCount = 3

/** What of the openings meets a wish. Give it openings from before and after the wish too, for the nearest. */
export function matchOpening(openings: readonly number[], wish: WishedTime): OpeningMatch {
  const within = openings.filter(opening => opening >= wish.from && opening < wish.to)
  const [first] = within
  if (first === undefined) return { kind: 'none', nearest: findNearest(openings, wish) }
  return wish.precision === 'minute' ? { kind: 'exact', startsAt: first } : { kind: 'within', openings: within }
}

function findNearest(openings: readonly number[], { from, to }: WishedTime): readonly number[] {
  const distance = (opening: number): number => (opening < from ? from - opening : opening - to)
  return [...openings].sort((one, other) => distance(one) - distance(other)).slice(0, nearestCount)
}
