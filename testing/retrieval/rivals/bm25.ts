import { fieldWeights, type IndexedPassage, type Rival, type Search } from '../collection.ts'

export interface Bm25Options {
  readonly name: string
  /** The terms of a text, repeats included. */
  readonly listTerms: (text: string) => readonly string[]
}

// The usual constants.
const saturation = 1.2
const lengthEffect = 0.75

interface Held {
  readonly id: number
  readonly counts: ReadonlyMap<string, number>
  readonly length: number
}

/** Textbook BM25 over whatever terms it is given; fields count by their weights. */
export function createBm25({ name, listTerms }: Bm25Options): Rival {
  return { name, index: passages => indexPassages(passages, listTerms) }
}

function indexPassages(passages: readonly IndexedPassage[], listTerms: Bm25Options['listTerms']): Search {
  const held = passages.map(passage => countTerms(passage, listTerms))
  const meanLength = held.reduce((sum, { length }) => sum + length, 0) / held.length
  const holders = new Map<string, number>()
  for (const { counts } of held) for (const term of counts.keys()) holders.set(term, (holders.get(term) ?? 0) + 1)
  return (question, limit) => {
    const terms = [...new Set(listTerms(question))]
    return held
      .map(one => ({ id: one.id, score: terms.reduce((sum, term) => sum + scoreTerm(term, one), 0) }))
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score)
      .slice(0, limit)
      .map(({ id }) => id)
  }

  function scoreTerm(term: string, { counts, length }: Held): number {
    const count = counts.get(term) ?? 0
    const holding = holders.get(term) ?? 0
    const rarity = Math.log(1 + (held.length - holding + 0.5) / (holding + 0.5))
    const tame = saturation * (1 - lengthEffect + (lengthEffect * length) / meanLength)
    return (rarity * count * (saturation + 1)) / (count + tame)
  }
}

function countTerms(passage: IndexedPassage, listTerms: Bm25Options['listTerms']): Held {
  const counts = new Map<string, number>()
  let length = 0
  for (const field of ['heading', 'text', 'questions', 'path'] as const) {
    for (const term of listTerms(passage[field])) {
      counts.set(term, (counts.get(term) ?? 0) + fieldWeights[field])
      length += fieldWeights[field]
    }
  }
  return { id: passage.id, counts, length }
}
