import type { ObjectionType, Signal } from '../../reading.ts'

/**
 * What a phrase says. `maybe-yes` yields to any other answer («хорошо, не надо»); `nothing` only hides the shorter phrases within
 * it («не нужно звонить» is no «не нужно»).
 */
export type Meaning = Signal | `objects-to-${ObjectionType}` | 'yes' | 'maybe-yes' | 'no' | 'nothing'

/** Phrases of one meaning: ru and en in the notation of `parsePhrase`; zh and th as they are written, because they have no blanks. */
export interface LexiconEntry {
  readonly meaning: Meaning
  readonly ru: readonly string[]
  readonly en: readonly string[]
  readonly zh?: readonly string[]
  readonly th?: readonly string[]
}
