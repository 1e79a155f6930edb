import type { Token } from './tokens.ts'

/** Phrases (words of one phrase separated by spaces), each with what it means. The longest that fits wins. */
export class Phrases<Meaning> {
  private readonly byLast = new Map<string, { words: readonly string[]; meaning: Meaning }[]>()
  private readonly byFirst = new Map<string, { words: readonly string[]; meaning: Meaning }[]>()

  constructor(entries: Iterable<readonly [meaning: Meaning, phrases: string]>) {
    for (const [meaning, phrases] of entries) {
      for (const phrase of phrases.split('|')) this.add(phrase.split(' '), meaning)
    }
  }

  /** The phrase that begins at token `at`; null when there is none. */
  startingAt(tokens: readonly Token[], at: number): { readonly meaning: Meaning; readonly length: number } | null {
    const found = this.byFirst.get(tokens[at]?.text ?? '')
    return pick(found, words => words.every((word, offset) => tokens[at + offset]?.text === word))
  }

  /** The phrase that ends just before token `at`; null when there is none. */
  endingAt(tokens: readonly Token[], at: number): { readonly meaning: Meaning; readonly length: number } | null {
    const found = this.byLast.get(tokens[at - 1]?.text ?? '')
    return pick(found, words => words.every((word, offset) => tokens[at - words.length + offset]?.text === word))
  }

  private add(words: readonly string[], meaning: Meaning): void {
    for (const [index, key] of [
      [this.byFirst, words[0] ?? ''],
      [this.byLast, words.at(-1) ?? ''],
    ] as const) {
      const entries = [...(index.get(key) ?? []), { words, meaning }]
      index.set(
        key,
        entries.sort((one, other) => other.words.length - one.words.length),
      )
    }
  }
}

function pick<Meaning>(
  candidates: readonly { readonly words: readonly string[]; readonly meaning: Meaning }[] | undefined,
  fits: (words: readonly string[]) => boolean,
): { readonly meaning: Meaning; readonly length: number } | null {
  const found = candidates?.find(candidate => fits(candidate.words))
  return found === undefined ? null : { meaning: found.meaning, length: found.words.length }
}
