/** A passage as every engine gets it: the same words, in the same fields. */
export interface IndexedPassage {
  readonly id: number
  readonly heading: string
  readonly text: string
  readonly questions: string
  readonly path: string
}

export interface AskedQuestion {
  readonly language: Language
  readonly question: string
  /** The passages that answer it; any of them will do. */
  readonly answeredBy: ReadonlySet<number>
}

export type Language = 'ru' | 'en' | 'zh' | 'th'

export const languages: readonly Language[] = ['ru', 'en', 'zh', 'th']

/** Passages that are searched together, and what is asked of them. */
export interface Collection {
  readonly passages: readonly IndexedPassage[]
  readonly questions: readonly AskedQuestion[]
  /** Our own search over these passages. */
  readonly ours: Search
}

/** The ids of the best passages, best first, at most `limit`. */
export type Search = (question: string, limit: number) => readonly number[] | Promise<readonly number[]>

/** A way to search that ours is compared with. */
export interface Rival {
  readonly name: string
  index(passages: readonly IndexedPassage[]): Search
}

/** How much more a word counts in a field than in the text: the same for every engine, and the same as ours. */
export const fieldWeights = { heading: 2, text: 1, questions: 2, path: 0.5 } as const
