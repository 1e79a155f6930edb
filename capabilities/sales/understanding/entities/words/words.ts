/** A word of the text with its place; apostrophes and inner hyphens belong to it. */
export interface Word {
  readonly text: string
  readonly folded: string
  readonly start: number
  readonly end: number
  readonly isCapitalised: boolean
  /** Only spaces stand between it and the word before it. */
  readonly isAdjacent: boolean
}

/** The words of `text`, whose folded form is `folded`. */
export function readWords(text: string, folded: string): readonly Word[] {
  const words: Word[] = []
  for (const match of folded.matchAll(/[\p{L}\p{M}]+(?:['-][\p{L}\p{M}]+)*/gu)) {
    const end = match.index + match[0].length
    const before = words.at(-1)
    words.push({
      text: text.slice(match.index, end),
      folded: match[0],
      start: match.index,
      end,
      isCapitalised: /^\p{Lu}/u.test(text.slice(match.index, end)),
      isAdjacent: before !== undefined && /^ +$/.test(folded.slice(before.end, match.index)),
    })
  }
  return words
}
