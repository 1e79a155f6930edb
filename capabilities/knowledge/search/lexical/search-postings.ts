import { type AskedWord, analyseQuestion } from '../words/analyse-text.ts'
import { findSameSound } from './find-same-sound.ts'
import { findSimilarStem } from './find-similar-stem.ts'
import type { Postings } from './postings.ts'

export interface LexicalHit {
  readonly id: number
  /**
   * BM25 over stems, concepts and character 4-grams together, raised by the coverage: what the order comes from. Only comparable within
   * one search.
   */
  readonly rank: number
  /** Which share of what was asked the entry speaks of, 0..1: each word by how telling it is. Comparable between searches. */
  readonly coverage: number
}

// Part of a word's 4-grams that an entry holds: below the first the likeness is chance, from the second on it is the word.
const likenessFloor = 0.4
const likenessCeiling = 0.9
// What is left of certainty when a word was read as the one it looks like.
const mendedMatch = 0.75
// Both were chosen on XQuAD, a set of other people's questions (docs/quality.md), and not on our own.
// An entry that speaks of all that is asked counts three times one that says a part of it as often.
const coverageEffect = 2
// What words that say how it is asked count of what words of the subject do.
const joiningShare = 0.5

export interface LexicalQuery {
  readonly question: string
  readonly limit: number
  /** Entries that cover less of the question are left out. */
  readonly minCoverage: number
}

/** The entries that speak of what is asked, best first. */
export function searchPostings(
  postings: Postings,
  { question, limit, minCoverage }: LexicalQuery,
): readonly LexicalHit[] {
  const count = postings.ids.length
  const sums = {
    ranks: new Float32Array(count),
    covered: new Float32Array(count),
    match: new Float32Array(count),
    likeness: new Float32Array(count),
  }
  let asked = 0
  for (const word of analyseQuestion(question)) asked += addWord(postings, word, sums)
  const hits: LexicalHit[] = []
  for (let entry = 0; entry < count; entry++) {
    const coverage = (sums.covered[entry] ?? 0) / asked
    const rank = (sums.ranks[entry] ?? 0) * (1 + coverageEffect * coverage)
    if (rank > 0 && coverage >= minCoverage) hits.push({ id: postings.ids[entry] ?? 0, rank, coverage })
  }
  return hits.sort((one, other) => other.rank - one.rank).slice(0, limit)
}

/** One number for each entry. */
interface Sums {
  readonly ranks: Float32Array
  readonly covered: Float32Array
  /** Of the word at hand: how much an entry covers that holds it, and which part of its 4-grams it holds. */
  readonly match: Float32Array
  readonly likeness: Float32Array
}

/** Adds what one word tells about each entry; how telling it is of the subject comes back. */
function addWord(postings: Postings, word: AskedWord, { ranks, covered, match, likeness }: Sums): number {
  if (word.role !== 'subject') {
    const share = word.role === 'joining' ? joiningShare : 1
    for (const term of [word.stem, ...word.grams]) addTerm(postings, term, { ranks, share, marks: match, mark: 0 })
    return 0
  }
  match.fill(0)
  likeness.fill(0)
  const similar = mendStem(postings, word)
  const fullMatch = similar === null ? 1 : mendedMatch
  for (const term of word.concept === null ? [similar ?? word.stem] : [word.stem, word.concept]) {
    addTerm(postings, term, { ranks, share: 1, marks: match, mark: fullMatch })
  }
  const rarities = word.grams.map(gram => rarity(postings, gram))
  const total = rarities.reduce((sum, one) => sum + one, 0)
  word.grams.forEach((gram, index) => {
    addTerm(postings, gram, { ranks, share: 1, marks: likeness, mark: (rarities[index] ?? 0) / total })
  })
  // A number that is nowhere (an age, an hour) is mostly not what the question is about.
  const telling = rarity(postings, word.concept ?? word.stem) * (/\d/.test(word.stem) ? 0.5 : 1)
  for (let entry = 0; entry < covered.length; entry++) {
    const alike = ((likeness[entry] ?? 0) - likenessFloor) / (likenessCeiling - likenessFloor)
    covered[entry] = (covered[entry] ?? 0) + telling * Math.min(1, Math.max(match[entry] ?? 0, alike))
  }
  return telling
}

interface TermSums {
  readonly ranks: Float32Array
  /** How much of its rank the term adds, 0..1. */
  readonly share: number
  /** Where the term leaves `mark`: a whole match replaces what stood there, parts add up. */
  readonly marks: Float32Array
  readonly mark: number
}

/** The inner loop: a question of ten words walks some ten thousand postings. */
function addTerm(postings: Postings, term: string, { ranks, share, marks, mark }: TermSums): void {
  const { dictionary, starts, entries, weights } = postings
  const number = dictionary.get(term)
  if (number === undefined) return
  const rare = rarity(postings, term)
  const isGram = term.startsWith('~')
  const end = starts[number + 1] ?? 0
  for (let at = starts[number] ?? 0; at < end; at++) {
    const entry = entries[at] ?? 0
    ranks[entry] = (ranks[entry] ?? 0) + (weights[at] ?? 0) * rare * share
    marks[entry] = isGram ? (marks[entry] ?? 0) + mark : mark
  }
}

/** The stem of the known word that a word looks or sounds like which stands nowhere, not even as a concept. */
function mendStem(postings: Postings, word: AskedWord): string | null {
  if (word.concept !== null || countHolders(postings, word.stem) > 0) return null
  return findSimilarStem(word.stem, postings.stems) ?? findSameSound(word.stem, postings.sounds)
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
