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
  /** Adds or replaces an entry. `owner`: who alone finds it; null: everybody does. */
  set(entry: Entry, owner: string | null): void
  delete(id: number): void
  readonly size: number
  /**
   * The postings of what `reader` finds now: its own entries and those of everybody (null: these alone). What others own is not
   * merely left out of the answers: it does not count for how rare a word is, and mends no misspelt one. Built when first asked for,
   * and again after a change that this reader sees, from terms that are kept: no text is read again.
   */
  postings(reader: string | null): Postings
}

interface OwnedEntry {
  readonly entry: Entry
  readonly owner: string | null
}

// Words repeat: most of what reading a text costs is saved by remembering their terms. 20,000 words hold about 4 MB.
const maxRemembered = 20_000

export function createLexicalIndex(): LexicalIndex {
  const entries = new Map<number, OwnedEntry>()
  const dictionary = new Map<string, number>()
  const remembered = new Map<string, readonly number[]>()
  const built = new Map<string | null, Postings>()
  /** How many entries each owner has. */
  const owned = new Map<string | null, number>()

  return {
    analyse: (id, fields) => buildEntry(id, fields, numbersOf),
    set(entry, owner) {
      forget(entry.id)
      entries.set(entry.id, { entry, owner })
      owned.set(owner, (owned.get(owner) ?? 0) + 1)
      outdate(owner)
    },
    delete: forget,
    get size() {
      return entries.size
    },
    postings(wanted) {
      // Who owns nothing sees what everybody does: one index for all of those.
      const reader = owned.has(wanted) ? wanted : null
      const known = built.get(reader)
      if (known !== undefined) return known
      const visible = [...entries.values()].filter(({ owner }) => owner === null || owner === reader)
      const postings = buildPostings(
        visible.map(({ entry }) => entry),
        dictionary,
      )
      built.set(reader, postings)
      return postings
    },
  }

  function forget(id: number): void {
    const known = entries.get(id)
    if (known === undefined) return
    entries.delete(id)
    const left = (owned.get(known.owner) ?? 0) - 1
    if (left === 0) owned.delete(known.owner)
    else owned.set(known.owner, left)
    outdate(known.owner)
  }

  function outdate(owner: string | null): void {
    if (owner === null) built.clear()
    else built.delete(owner)
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
