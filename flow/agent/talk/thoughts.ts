import type { Passage } from '#capabilities/knowledge'
import type { ModelMessage } from '#capabilities/llm'
import type { UnbackedClaim } from '../guard/evidence.ts'

/** How the words of an answer came about: what was found, what the model was told, and what it was not allowed to say. */
export interface Thoughts {
  readonly passages: readonly Passage[]
  readonly prompt: readonly ModelMessage[]
  /** What the model wrote, one after the other; the last is what the reply was made of. Empty when the script spoke. */
  readonly drafts: readonly ThoughtDraft[]
}

export interface ThoughtDraft {
  /** As the guard read it: without what the model noted for the platform. */
  readonly text: string
  /** What nothing backs: it was sent back, or left out. */
  readonly unbacked: readonly UnbackedClaim[]
}
