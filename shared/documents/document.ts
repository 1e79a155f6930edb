/** A document as every reader hands it on: sections in reading order, each under the path of its headings. */
export interface Section {
  /** Outermost first; empty above the first heading. */
  readonly headings: readonly string[]
  readonly blocks: readonly Block[]
}

/** What a reader keeps together. Text is plain: no markup, no tabs, single spaces; line breaks where the author put them. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'item'; readonly text: string }
  | {
      readonly kind: 'table'
      /** Empty when the table has no heading row. */
      readonly columns: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }
  /** Other ways to ask for what the section says: the line «Вопросы: …» or "Questions: …". Never shown to a client. */
  | { readonly kind: 'questions'; readonly text: string }
