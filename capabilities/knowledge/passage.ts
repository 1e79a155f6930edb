import type { PassageId } from '#shared/database'

/** A stretch of the owner's documents, with where it stands. */
export interface Passage {
  readonly id: PassageId
  /** For people: `prices.md › Haircuts`. */
  readonly source: string
  readonly heading: string
  readonly text: string
  /** 0..1, comparable between queries. */
  readonly score: number
  /** Strong: it very likely answers the question. Weak: it is about the same thing. */
  readonly match: 'strong' | 'weak'
}

export interface Knowledge {
  /** The best passages first, at most `limit`; none when nothing fits. Never throws. */
  search(question: string, limit: number): Promise<readonly Passage[]>
}
