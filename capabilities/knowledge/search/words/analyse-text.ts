import { findConcept, isFaint } from './concepts.ts'
import { isFunctionWord } from './function-words.ts'
import { listGrams } from './list-grams.ts'
import { listWords } from './list-words.ts'
import { stem } from './stem.ts'

/** A word as the index knows it: terms of three kinds, told apart by their first character. */
export interface AnalysedWord {
  /** `.` and the stem. */
  readonly stem: string
  /** `=` and the concept, or null. */
  readonly concept: string | null
  /** `~` and four characters each. */
  readonly grams: readonly string[]
}

export function analyseWord(word: string): AnalysedWord {
  const concept = findConcept(word)
  return {
    stem: `.${stem(word)}`,
    concept: concept === null ? null : `=${concept}`,
    grams: listGrams(word).map(gram => `~${gram}`),
  }
}

/**
 * The words of a question that say what it is about, each once. When it has none («а можно?»), none: nothing can be found for
 * it, which is the truth.
 */
export function analyseQuestion(question: string): readonly AnalysedWord[] {
  const telling = listWords(question).filter(word => findConcept(word) !== null || !isFunctionWord(word))
  const firm = telling.filter(word => !isFaint(word))
  const words = new Map<string, AnalysedWord>()
  for (const word of firm.length > 0 ? firm : telling) {
    const analysed = analyseWord(word)
    // «Сколько стоит и какая цена» asks one thing.
    words.set(analysed.concept ?? analysed.stem, analysed)
  }
  return [...words.values()]
}
