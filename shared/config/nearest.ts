/** The known word that `word` was probably meant to be, or null when none is within `limit` edits (a third of its length). */
export function findNearest(
  word: string,
  known: readonly string[],
  limit = Math.max(1, Math.floor(word.length / 3)),
): string | null {
  let nearest: string | null = null
  let least = limit + 1
  for (const candidate of known) {
    const distance = countEdits(word.toLowerCase(), candidate.toLowerCase())
    if (distance < least) [nearest, least] = [candidate, distance]
  }
  return nearest
}

export interface UnknownWord {
  readonly what: 'key' | 'section'
  readonly word: string
  /** Everything that is accepted here. */
  readonly known: readonly string[]
  /** What is worth writing: the known ones that have an effect. */
  readonly live: readonly string[]
}

/** "found an unknown key, did you mean bot_token? allowed: bot_token, api_root, …" */
export function describeUnknown({ what, word, known, live }: UnknownWord): string {
  const nearest = findNearest(word, known) ?? findLonger(word, known)
  const hint = nearest === null ? ';' : `, did you mean ${nearest}?`
  return `found an unknown ${what}${hint} allowed: ${live.join(', ')}`
}

/** `token` is short for `bot_token`, `debounce` for `debounce_ms`. */
function findLonger(word: string, known: readonly string[]): string | null {
  if (word.length < 4) return null
  return known.find(longer => longer.startsWith(`${word}_`) || longer.endsWith(`_${word}`)) ?? null
}

/** Edits that turn `a` into `b`: insert, delete, replace, or swap two neighbours (optimal string alignment). */
function countEdits(a: string, b: string): number {
  let beforeLast: readonly number[] = []
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const replaced = at(last, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1)
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      const swapped = isSwap ? at(beforeLast, column - 2) + 1 : replaced
      current.push(Math.min(at(last, column) + 1, at(current, column - 1) + 1, replaced, swapped))
    }
    ;[beforeLast, last] = [last, current]
  }
  return at(last, b.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
