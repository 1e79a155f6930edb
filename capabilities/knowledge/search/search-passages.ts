import type { Passage } from '../passage.ts'
import { fuseRankings } from './fuse-rankings.ts'
import { type LexicalHit, searchPostings } from './lexical/search-postings.ts'
import type { LoadedPassage, PassageStore } from './passage-store.ts'
import type { Meaning } from './read-meaning.ts'
import { nearScore, relatedScore, scoreCoverage, weakestCoverage, weakestScore } from './score-coverage.ts'

export interface PassageQuery {
  readonly question: string
  readonly limit: number
  /** Who asks: its own passages and those of everybody are searched. Null: those of everybody alone. */
  readonly business: string | null
  /** Null to search by words alone. */
  readonly meaning: Meaning | null
  /** From which score on a match is strong. */
  readonly strongScore: number
}

// How many of each ranking are fused; what stands lower in both never reaches the first five.
const candidates = 50
// Cosines of unrelated texts differ from model to model. What a meaning finds must at least stand out from the rest.
const outstanding = 2

/**
 * Searches by words, and by meaning where there is one. Only words make a match strong: which cosine is an answer, each model says
 * differently, and a price must not be quoted because a text is vaguely alike.
 */
export function searchPassages(store: PassageStore, query: PassageQuery): readonly Passage[] {
  const byWords = searchPostings(store.lexical.postings(query.business), {
    question: query.question,
    limit: candidates,
    minCoverage: weakestCoverage,
  })
  const scores = new Map(byWords.map(hit => [hit.id, scoreCoverage(hit.coverage)]))
  const byMeaning = query.meaning === null ? [] : rankByMeaning(listVisible(store, query.business), query.meaning)
  const meant = new Set(byMeaning)
  const scoreOf = (id: number): number => Math.max(scores.get(id) ?? 0, meant.has(id) ? relatedScore : 0)
  const order = byMeaning.length === 0 ? byWords.map(idOf) : relatedFirst(byWords.map(idOf), byMeaning, scoreOf)
  return order
    .flatMap(id => {
      const passage = store.passages.get(id)
      const score = scoreOf(id)
      return passage === undefined || score < weakestScore ? [] : [describePassage(passage, score, query.strongScore)]
    })
    .slice(0, query.limit)
}

/** Words that may have met by chance never stand before what a meaning found. */
function relatedFirst(
  byWords: readonly number[],
  byMeaning: readonly number[],
  scoreOf: (id: number) => number,
): readonly number[] {
  const order = fuseRankings([byWords, byMeaning])
  const isRelated = (id: number): boolean => scoreOf(id) >= relatedScore
  return [...order.filter(isRelated), ...order.filter(id => !isRelated(id))]
}

function listVisible({ passages }: PassageStore, business: string | null): readonly LoadedPassage[] {
  return [...passages.values()].filter(({ owner }) => owner === null || owner === business)
}

function idOf(hit: LexicalHit): number {
  return hit.id
}

function describePassage({ id, path, heading, text }: LoadedPassage, score: number, strongScore: number): Passage {
  const source = heading === '' ? path : `${path} › ${heading}`
  const match = score >= strongScore ? 'strong' : score >= nearScore ? 'near' : 'weak'
  return { id, source, heading, text, score, match }
}

/** Passages whose vector is of the same model and stands out, nearest first. */
function rankByMeaning(passages: readonly LoadedPassage[], meaning: Meaning): readonly number[] {
  const near = passages.flatMap(({ id, vector, model }) =>
    vector === null || model !== meaning.model || vector.length !== meaning.vector.length
      ? []
      : [{ id, cosine: dotProduct(vector, meaning.vector) }],
  )
  const mean = near.reduce((sum, { cosine }) => sum + cosine, 0) / near.length
  const spread = Math.sqrt(near.reduce((sum, { cosine }) => sum + (cosine - mean) ** 2, 0) / near.length)
  // Among a handful of passages nothing can stand out; the nearest is then merely the nearest.
  const floor = mean + Math.min(outstanding, Math.sqrt(near.length) / 2) * spread
  return near
    .filter(({ cosine }) => cosine >= floor)
    .sort((one, other) => other.cosine - one.cosine)
    .slice(0, candidates)
    .map(({ id }) => id)
}

function dotProduct(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let index = 0; index < one.length; index++) sum += (one[index] ?? 0) * (other[index] ?? 0)
  return sum
}
