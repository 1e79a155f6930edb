/**
 * Every match of a global pattern, which must not match nothing. `matchAll` would copy the pattern first, and that costs more than
 * the search: most patterns are found nowhere in most sentences.
 */
export function matchEvery(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  pattern.lastIndex = 0
  let match = pattern.exec(text)
  if (match === null) return none
  const found: RegExpExecArray[] = []
  for (; match !== null; match = pattern.exec(text)) found.push(match)
  return found
}

const none: readonly RegExpExecArray[] = []
