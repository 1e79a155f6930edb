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
  /** Strong: it very likely answers the question. Near: it often does. Weak: it shares a word or a meaning with it. */
  readonly match: 'strong' | 'near' | 'weak'
}

export interface Knowledge {
  /**
   * The best passages first, at most `limit`; none when nothing fits. `business`: who asks, which sees its own documents and those of
   * everybody; absent: those of everybody alone. Never throws.
   */
  search(question: string, limit: number, business?: string): Promise<readonly Passage[]>
}
