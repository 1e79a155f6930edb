import { analyseWord } from '../words/analyse-text.ts'
import { listWords } from '../words/list-words.ts'
import { buildPostings, type Entry, type Postings } from './postings.ts'

/** A stretch of text with how much its words count. */
export interface Field {
  readonly text: string
  readonly weight: number
}

/** What is searched for, and how sure one can be: see `searchPostings`. Entries are named by their number. */
export interface LexicalIndex {
  /** Adds or replaces an entry. */
  set(id: number, fields: readonly Field[]): void
  delete(id: number): void
  readonly size: number
  /** The postings of what is in the index now. Rebuilt after a change from terms that are kept: no text is read again. */
  postings(): Postings
}

export function createLexicalIndex(): LexicalIndex {
  const entries = new Map<number, Entry>()
  const dictionary = new Map<string, number>()
  let built: Postings | null = null

  return {
    set(id, fields) {
      entries.set(id, buildEntry(id, fields, dictionary))
      built = null
    },
    delete(id) {
      if (entries.delete(id)) built = null
    },
    get size() {
      return entries.size
    },
    postings() {
      built ??= buildPostings([...entries.values()], dictionary)
      return built
    },
  }
}

function buildEntry(id: number, fields: readonly Field[], dictionary: Map<string, number>): Entry {
  const weights = new Map<number, number>()
  let length = 0
  for (const { text, weight } of fields) {
    for (const word of listWords(text)) {
      length += weight
      for (const term of listTerms(word)) {
        const number = numberOf(term, dictionary)
        weights.set(number, (weights.get(number) ?? 0) + weight)
      }
    }
  }
  return { id, terms: Uint32Array.from(weights.keys()), weights: Float32Array.from(weights.values()), length }
}

function listTerms(word: string): readonly string[] {
  const { stem, concept, grams } = analyseWord(word)
  return concept === null ? [stem, ...grams] : [stem, concept, ...grams]
}

function numberOf(term: string, dictionary: Map<string, number>): number {
  const known = dictionary.get(term)
  if (known !== undefined) return known
  dictionary.set(term, dictionary.size)
  return dictionary.size - 1
}
