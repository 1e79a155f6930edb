import { parseWordForm, type WordForm } from './word-form.ts'

/** A phrase as it is looked for: words in order within one clause. */
export interface Phrase<Meaning> {
  readonly meaning: Meaning
  readonly steps: readonly Step[]
  readonly opensClause: boolean
  readonly opensSentence: boolean
  readonly closesClause: boolean
  /** It says no by itself, so a negation before it is looked at no further. */
  readonly isNegative: boolean
}

export interface Step {
  readonly forms: readonly WordForm[]
  /** The forms that are whole words, for one look instead of many comparisons. */
  readonly whole: ReadonlySet<string>
  readonly inflected: readonly WordForm[]
  readonly isOptional: boolean
  /** How many other words may stand before it. */
  readonly gap: number
}

/**
 * Reads one line of a lexicon. Words are separated by blanks; `a/b` is either, `?a` may be missing, `..` stands for up to three
 * words, `<` at the front and `>` at the end hold the phrase to the edges of its clause, `<<` to the beginning of a sentence. Single
 * words: `parseWordForm`.
 */
export function parsePhrase<Meaning>(line: string, meaning: Meaning): Phrase<Meaning> {
  const written = line
    .replaceAll(/^<+|>$/gu, '')
    .trim()
    .split(' ')
  const steps: Step[] = []
  let gap = 0
  for (const part of written) {
    if (part === '..') {
      gap = 3
      continue
    }
    const isOptional = part.startsWith('?')
    const forms = part
      .slice(isOptional ? 1 : 0)
      .split('/')
      .map(parseWordForm)
    const whole = new Set(forms.filter(form => form.isWhole).map(form => form.key))
    steps.push({ forms, whole, inflected: forms.filter(form => !form.isWhole), isOptional, gap })
    gap = 0
  }
  return {
    meaning,
    steps,
    opensClause: line.startsWith('<'),
    opensSentence: line.startsWith('<<'),
    closesClause: line.endsWith('>'),
    isNegative: written.some(part => negators.has(stripMarks(part))),
  }
}

/** Words that turn what follows them into its opposite. */
export const negators: ReadonlySet<string> = new Set('не ни нет без нельзя not no never without nor'.split(' '))

function stripMarks(part: string): string {
  return part.replace(/^[?=]+/u, '').split('/')[0] ?? part
}
