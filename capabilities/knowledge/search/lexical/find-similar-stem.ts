/**
 * The known stem that an unknown one is most likely a slip of: one letter wrong, missing, added or swapped; two in a long word.
 * Null when there is none, and for short words, where one letter makes another word («погода», «поход»). Stems come with their mark. The first letter must be right: people seldom miss it, and it keeps «пилинг» from being «шиллинг».
 */
export function findSimilarStem(stem: string, stems: ReadonlyMap<string, readonly string[]>): string | null {
  const allowed = stem.length < 7 ? 0 : stem.length < 10 ? 1 : 2
  if (allowed === 0 || /\d/.test(stem)) return null
  let best: string | null = null
  let bestDistance = allowed + 1
  for (let length = stem.length - allowed; length <= stem.length + allowed; length++) {
    for (const candidate of stems.get(shelfName(stem, length)) ?? []) {
      const distance = editDistance(stem, candidate)
      if (distance >= bestDistance) continue
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** Stems are looked for among those of one first letter and one length: a fiftieth of them. */
export function shelfOf(stem: string): string {
  return shelfName(stem, stem.length)
}

function shelfName(stem: string, length: number): string {
  return `${stem[1] ?? ''}${length}`
}

/** Damerau and Levenshtein's, with swaps of neighbours (optimal string alignment). */
function editDistance(one: string, other: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1]
      const changed = (last[column - 1] ?? 0) + (isSame ? 0 : 1)
      let cost = Math.min(changed, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1)
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      if (isSwap) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1)
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return last[other.length] ?? 0
}
