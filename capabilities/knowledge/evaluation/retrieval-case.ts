/** A question as clients write it, and a phrase of a passage that answers it; null when no document does. */
export interface RetrievalCase {
  /** The folder it is asked over: `example` is the one that ships. */
  readonly corpus: 'example' | 'documents' | 'more-documents'
  readonly language: 'ru' | 'en' | 'zh' | 'th'
  readonly question: string
  /** Any of them will do. */
  readonly answers: readonly string[] | null
}

/** A question and its answers; none when no document answers it. */
export type Row = readonly [question: string, ...answers: string[]]
