import type { TextEntity } from './text-entity.ts'

/**
 * A block of a reply for channels that have headings, nested lists and tables of their own. Blocks say what the text of their part
 * says, in its words: a channel that does not know them shows the text.
 */
export type RichBlock =
  | { readonly kind: 'paragraph'; readonly words: MarkedWords }
  /** Level 1 is the largest, 6 the smallest. */
  | { readonly kind: 'heading'; readonly words: MarkedWords; readonly level: number }
  | { readonly kind: 'code'; readonly code: string; readonly language?: string }
  | { readonly kind: 'quote'; readonly blocks: readonly RichBlock[] }
  | { readonly kind: 'list'; readonly items: readonly RichItem[] }
  | RichTable
  | { readonly kind: 'divider' }

/** Words on one line or several, and how stretches of them look; those stretches lie within one another or apart. */
export interface MarkedWords {
  readonly text: string
  readonly entities: readonly TextEntity[]
}

export interface RichItem {
  readonly blocks: readonly RichBlock[]
  /** Of an ordered list. Absent: a bullet. */
  readonly number?: number
  /** Of a list of tasks. Absent: it is no task. */
  readonly isDone?: boolean
}

/** Every row has as many cells as the head, and a cell may be empty. */
export interface RichTable {
  readonly kind: 'table'
  readonly head: readonly MarkedWords[]
  readonly rows: readonly (readonly MarkedWords[])[]
  /** One for each column. */
  readonly align: readonly ('left' | 'center' | 'right')[]
}
