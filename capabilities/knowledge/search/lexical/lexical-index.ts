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
  /** Reads the words of an entry: the slow half, some 0.5 ms for 700 characters. */
  analyse(id: number, fields: readonly Field[]): Entry
  /** Adds or replaces an entry. */
  set(entry: Entry): void
  delete(id: number): void
  readonly size: number
  /** The postings of what is in the index now. Rebuilt after a change from terms that are kept: no text is read again. */
  postings(): Postings
}

// Words repeat: most of what reading a text costs is saved by remembering their terms. 20,000 words hold about 4 MB.
const maxRemembered = 20_000

export function createLexicalIndex(): LexicalIndex {
  const entries = new Map<number, Entry>()
  const dictionary = new Map<string, number>()
  const remembered = new Map<string, readonly number[]>()
  let built: Postings | null = null

  return {
    analyse: (id, fields) => buildEntry(id, fields, numbersOf),
    set(entry) {
      entries.set(entry.id, entry)
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

  function numbersOf(word: string): readonly number[] {
    const known = remembered.get(word)
    if (known !== undefined) return known
    const numbers = listTerms(word).map(term => numberOf(term, dictionary))
    if (remembered.size >= maxRemembered) remembered.clear()
    remembered.set(word, numbers)
    return numbers
  }
}

function buildEntry(id: number, fields: readonly Field[], numbersOf: (word: string) => readonly number[]): Entry {
  const weights = new Map<number, number>()
  let length = 0
  for (const { text, weight } of fields) {
    for (const word of listWords(text)) {
      length += weight
      for (const number of numbersOf(word)) weights.set(number, (weights.get(number) ?? 0) + weight)
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
