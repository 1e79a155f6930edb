/**
 * Whether an edit says something else, so that an answer to the first words may no longer be one: a number, a day, a word more or
 * less. A letter that was mistyped, a comma or an emoji changes nothing.
 */
export function isAnotherMeaning(before: string, after: string): boolean {
  const [old, now] = [wordsOf(before), wordsOf(after)]
  const gone = old.filter(word => !now.includes(word))
  const come = now.filter(word => !old.includes(word))
  if (gone.length !== come.length) return true
  return come.some((word, at) => !isMistyped(gone[at] ?? '', word))
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}

const shortestTypo = 4

function isMistyped(one: string, other: string): boolean {
  if (/\p{N}/u.test(one + other) || Math.min(one.length, other.length) < shortestTypo) return false
  return distance(one, other) <= (Math.min(one.length, other.length) < 6 ? 1 : 2)
}

/** Letters put in, left out, changed, or swapped with their neighbour. */
function distance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1]
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      row[j] = Math.min(
        at(rows, i - 1, j) + 1,
        (row[j - 1] ?? 0) + 1,
        at(rows, i - 1, j - 1) + (isSame ? 0 : 1),
        isSwap ? at(rows, i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    rows.push(row)
  }
  return at(rows, one.length, other.length)
}

function at(rows: readonly (readonly number[])[], row: number, column: number): number {
  return rows[row]?.[column] ?? 0
}
