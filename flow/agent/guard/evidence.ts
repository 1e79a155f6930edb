/** Everything that may back what a reply states. Whatever is not here, the reply may not claim. */
export interface Evidence {
  /** Passages of the knowledge base and the owner's own words (offer, lines): a claim found in one is backed by its source. */
  readonly sources: readonly { readonly source: string; readonly text: string }[]
  /** What the client said: their own figures may be repeated to them, never turned into ours. */
  readonly clientTexts: readonly string[]
  /** Known slots, as printed for people. */
  readonly slots: readonly { readonly name: string; readonly value: string }[]
  /** The summary of what was said before: it may be said back, but backs nothing. Null without one. */
  readonly memory: string | null
  /** Openings that are offered in this very reply, epoch milliseconds. */
  readonly openings: readonly number[]
  /** The client's meetings. Only a scheduled one may be called booked. */
  readonly meetings: readonly {
    readonly startsAt: number
    readonly minutes: number
    readonly status: 'held' | 'scheduled'
  }[]
  readonly nowMs: number
  /** IANA names in which times may be stated: the business's and the client's. */
  readonly timeZones: readonly string[]
  /** The system message: long stretches of it must not come back. */
  readonly prompt: string
  /** How the system message begins at every turn: no word of a client's is in it. May be empty. */
  readonly standingPrompt: string
}

export type ClaimKind =
  | 'price'
  | 'discount'
  | 'percentage'
  | 'date'
  | 'time'
  | 'duration'
  | 'guarantee'
  | 'booking'
  /** Any other number about the business: «14 филиалов», "1.2 km". */
  | 'figure'
  | 'leak'

/** A statement that something backs: kept, so that the owner can see what was promised to whom. */
export interface BackedClaim {
  readonly kind: ClaimKind
  /** As it was said. */
  readonly claim: string
  readonly source: string
}

/** A statement that nothing backs. */
export interface UnbackedClaim {
  readonly kind: ClaimKind
  readonly claim: string
  /** The sentence it stands in. */
  readonly sentence: string
}

export interface Verdict {
  readonly unbacked: readonly UnbackedClaim[]
  readonly backed: readonly BackedClaim[]
  /** The reply without the sentences of unbacked claims; the reply itself when there are none; may be empty. */
  readonly cleaned: string
}
