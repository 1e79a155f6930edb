// Reciprocal rank fusion as published (Cormack, Clarke and Büttcher, 2009): how little the difference between places 1 and 2 counts.
const smoothing = 60

/**
 * One order out of several, by the places alone: scores of words and of meaning have no common scale. What stands high in both
 * comes first.
 */
export function fuseRankings<Id>(rankings: readonly (readonly Id[])[]): readonly Id[] {
  const scores = new Map<Id, number>()
  for (const ranking of rankings) {
    ranking.forEach((id, place) => void scores.set(id, (scores.get(id) ?? 0) + 1 / (smoothing + place + 1)))
  }
  return [...scores].sort(([, one], [, other]) => other - one).map(([id]) => id)
}
