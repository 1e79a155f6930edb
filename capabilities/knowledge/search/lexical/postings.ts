import { listSounds, type Sounds } from './find-same-sound.ts'
import { shelfOf } from './find-similar-stem.ts'

/** The terms of one entry as numbers: a passage of 700 characters has about 500. */
export interface Entry {
  readonly id: number
  readonly terms: Uint32Array
  readonly weights: Float32Array
  readonly length: number
}

/**
 * Which entries hold a term, as one long row of numbers: the entries of term t stand from `starts[t]` to `starts[t + 1]`. Flat
 * arrays, because a Map of arrays takes ten times the memory and a third of the speed.
 */
export interface Postings {
  readonly ids: readonly number[]
  readonly dictionary: ReadonlyMap<string, number>
  /** Stems of words that some entry holds now, with their mark, by `shelfOf`: what a slip of the pen may have meant. */
  readonly stems: ReadonlyMap<string, readonly string[]>
  /** The same stems by how they sound: a name may be written in other letters. */
  readonly sounds: Sounds
  readonly starts: Uint32Array
  readonly entries: Uint32Array
  /** The weight of the term in that entry, tamed by its length as BM25 does: 0 to `saturation` + 1. */
  readonly weights: Float32Array
}

// The usual constants of BM25: how fast repeating a word stops to count, and how much a long entry is held back.
const saturation = 1.2
const lengthEffect = 0.5

export function buildPostings(list: readonly Entry[], dictionary: ReadonlyMap<string, number>): Postings {
  const starts = countStarts(list, dictionary.size)
  const total = starts.at(-1) ?? 0
  const entries = new Uint32Array(total)
  const weights = new Float32Array(total)
  const next = starts.slice()
  const meanLength = list.reduce((sum, entry) => sum + entry.length, 0) / Math.max(1, list.length)
  list.forEach((entry, index) => {
    const tame = saturation * (1 - lengthEffect + (lengthEffect * entry.length) / meanLength)
    entry.terms.forEach((term, place) => {
      const at = next[term] ?? 0
      const weight = entry.weights[place] ?? 0
      entries[at] = index
      weights[at] = (weight * (saturation + 1)) / (weight + tame)
      next[term] = at + 1
    })
  })
  const stems = [...dictionary].flatMap(([term, number]) =>
    term.startsWith('.') && (starts[number + 1] ?? 0) > (starts[number] ?? 0) ? [term] : [],
  )
  return {
    ids: list.map(entry => entry.id),
    dictionary,
    stems: shelve(stems),
    sounds: listSounds(stems),
    starts,
    entries,
    weights,
  }
}

function shelve(stems: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const shelves = new Map<string, string[]>()
  for (const stem of stems) {
    const shelf = shelves.get(shelfOf(stem))
    if (shelf === undefined) shelves.set(shelfOf(stem), [stem])
    else shelf.push(stem)
  }
  return shelves
}

function countStarts(list: readonly Entry[], terms: number): Uint32Array {
  const starts = new Uint32Array(terms + 1)
  for (const entry of list) for (const term of entry.terms) starts[term + 1] = (starts[term + 1] ?? 0) + 1
  for (let term = 0; term < terms; term++) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0)
  return starts
}
