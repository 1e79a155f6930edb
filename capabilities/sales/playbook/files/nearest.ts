/** The known word that was probably meant, or null when none is within a third of its length. */
export function findNearest(word: string, known: readonly string[]): string | null {
  const limit = Math.max(1, Math.floor(word.length / 3))
  const near = known
    .map(candidate => ({ candidate, edits: countEdits(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits)
  return near[0]?.candidate ?? null
}

/** Levenshtein's distance, one row at a time. */
function countEdits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [index, letter] of [...a].entries()) {
    let diagonal = index
    const next = [index + 1]
    for (let column = 1; column <= b.length; column++) {
      const above = row[column] ?? 0
      const replaced = diagonal + (letter === b[column - 1] ? 0 : 1)
      next.push(Math.min(above + 1, (next[column - 1] ?? 0) + 1, replaced))
      diagonal = above
    }
    row = next
  }
  return row.at(-1) ?? 0
}
