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
  /** `~` and the parts of `listGrams`. */
  readonly grams: readonly string[]
}

/** A word of a question. */
export interface AskedWord extends AnalysedWord {
  /**
   * Subject: it says what is asked about. Another: it names a subject that is named already, in other words. Joining: it says how
   * it is asked; of two passages that speak of the subject, the one with these words is the likelier.
   */
  readonly role: 'subject' | 'another' | 'joining'
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
 * The words of a question, each once, those that say what it is about first. When none does («а можно?»), none at all: nothing can be
 * found for it, which is the truth.
 */
export function analyseQuestion(question: string): readonly AskedWord[] {
  const all = listWords(question)
  const telling = all.filter(word => findConcept(word) !== null || !isFunctionWord(word))
  const firm = telling.filter(word => !isFaint(word))
  const subjects = firm.length > 0 ? firm : telling
  if (subjects.length === 0) return []
  const words = new Map<string, AskedWord>()
  const concepts = new Set<string>()
  for (const word of subjects) {
    const analysed = analyseWord(word)
    if (words.has(analysed.stem)) continue
    // «Сколько стоит и какая цена» asks one thing.
    const isKnown = analysed.concept !== null && concepts.has(analysed.concept)
    if (analysed.concept !== null) concepts.add(analysed.concept)
    words.set(analysed.stem, { ...analysed, role: isKnown ? 'another' : 'subject' })
  }
  for (const word of all) {
    const analysed = analyseWord(word)
    if (!words.has(analysed.stem)) words.set(analysed.stem, { ...analysed, role: 'joining' })
  }
  return [...words.values()]
}
