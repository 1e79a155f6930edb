import { type AnalysedWord, analyseQuestion } from '../words/analyse-text.ts'
import { findSimilarStem } from './find-similar-stem.ts'
import type { Postings } from './postings.ts'

export interface LexicalHit {
  readonly id: number
  /** BM25 over stems, concepts and character 4-grams together: what the order comes from. Only comparable within one search. */
  readonly rank: number
  /** Which share of what was asked the entry speaks of, 0..1: each word by how telling it is. Comparable between searches. */
  readonly coverage: number
}

// Part of a word's 4-grams that an entry holds: below the first the likeness is chance, from the second on it is the word.
const likenessFloor = 0.4
const likenessCeiling = 0.9
// What is left of certainty when a word was read as the one it looks like.
const mendedMatch = 0.75

/** The entries that share anything with the question, best first, at most `limit`. */
export function searchPostings(postings: Postings, question: string, limit: number): readonly LexicalHit[] {
  const words = analyseQuestion(question)
  const count = postings.ids.length
  const ranks = new Float32Array(count)
  const covered = new Float32Array(count)
  let asked = 0
  for (const word of words) {
    const similar = mendStem(postings, word)
    const read = similar === null ? word : { ...word, stem: similar }
    asked += addWord(postings, read, { ranks, covered, fullMatch: similar === null ? 1 : mendedMatch })
  }
  const hits: LexicalHit[] = []
  for (let entry = 0; entry < count; entry++) {
    const rank = ranks[entry] ?? 0
    if (rank > 0) hits.push({ id: postings.ids[entry] ?? 0, rank, coverage: (covered[entry] ?? 0) / asked })
  }
  return hits.sort((one, other) => other.rank - one.rank).slice(0, limit)
}

/** The stem of the known word that a word looks like which stands nowhere, not even as a concept. */
function mendStem(postings: Postings, word: AnalysedWord): string | null {
  if (word.concept !== null || countHolders(postings, word.stem) > 0) return null
  return findSimilarStem(word.stem, postings.stems)
}

interface Sums {
  readonly ranks: Float32Array
  readonly covered: Float32Array
  /** How much of the word an entry covers that holds it. */
  readonly fullMatch: number
}

/** Adds what one word tells about each entry; how telling it is comes back. */
function addWord(postings: Postings, word: AnalysedWord, { ranks, covered, fullMatch }: Sums): number {
  const match = new Float32Array(ranks.length)
  const likeness = new Float32Array(ranks.length)
  const total = word.grams.reduce((sum, gram) => sum + rarity(postings, gram), 0)
  for (const gram of word.grams) {
    const share = rarity(postings, gram) / total
    eachEntry(postings, gram, (entry, weight) => {
      ranks[entry] = (ranks[entry] ?? 0) + weight * rarity(postings, gram)
      likeness[entry] = (likeness[entry] ?? 0) + share
    })
  }
  for (const term of word.concept === null ? [word.stem] : [word.stem, word.concept]) {
    eachEntry(postings, term, (entry, weight) => {
      ranks[entry] = (ranks[entry] ?? 0) + weight * rarity(postings, term)
      match[entry] = fullMatch
    })
  }
  // A number that is nowhere (an age, an hour) is mostly not what the question is about.
  const telling = rarity(postings, word.concept ?? word.stem) * (/\d/.test(word.stem) ? 0.5 : 1)
  likeness.forEach((share, entry) => {
    const alike = (share - likenessFloor) / (likenessCeiling - likenessFloor)
    covered[entry] = (covered[entry] ?? 0) + telling * Math.max(match[entry] ?? 0, Math.min(1, Math.max(0, alike)))
  })
  return telling
}

function eachEntry(postings: Postings, term: string, visit: (entry: number, weight: number) => void): void {
  const number = postings.dictionary.get(term)
  if (number === undefined) return
  const end = postings.starts[number + 1] ?? 0
  for (let at = postings.starts[number] ?? 0; at < end; at++)
    visit(postings.entries[at] ?? 0, postings.weights[at] ?? 0)
}

/** The idf of BM25: high for a term that few entries hold, highest for one that none does. */
function rarity(postings: Postings, term: string): number {
  const held = countHolders(postings, term)
  return Math.log(1 + (postings.ids.length - held + 0.5) / (held + 0.5))
}

function countHolders({ dictionary, starts }: Postings, term: string): number {
  const number = dictionary.get(term)
  return number === undefined ? 0 : (starts[number + 1] ?? 0) - (starts[number] ?? 0)
}
