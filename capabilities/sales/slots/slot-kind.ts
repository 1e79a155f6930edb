import type { SlotDefinition, SlotKind } from '../playbook/playbook.ts'
import type { Reading } from '../understanding/reading.ts'

/** A message as slots are read from it. */
export interface SlotMessage {
  readonly text: string
  readonly reading: Reading
  /** ISO 4217: of amounts for which the client named no currency. */
  readonly currency: string
  /** IANA zone in which the reading's times were understood. */
  readonly timeZone: string
  /** The instant against which they were. */
  readonly nowMs: number
}

/** A stretch of the text, UTF-16 units. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A value that the message may hold for a slot. */
export interface Candidate extends Span {
  /** In the kind's canonical form. */
  readonly value: string
  readonly confidence: number
  /** It counts only when the slot was asked or a cue announces it: «50» alone may be anything. */
  readonly isBare: boolean
}

export interface SlotToRead {
  readonly message: SlotMessage
  readonly definition: SlotDefinition
  readonly isAsked: boolean
  /** What other slots have found already; empty for all kinds but text. */
  readonly taken: readonly Span[]
}

export interface SlotKindDefinition {
  readonly kind: SlotKind
  /**
   * What its mentions tell by themselves: `own` are found by the slot's own words; `telling` say what they are (a name, a phone
   * number); `shared` may belong to any slot of the kind (a sum may be the budget or the turnover).
   */
  readonly mentions: 'own' | 'telling' | 'shared'
  /** When it was asked and nothing was read, the client's words are kept as they are, to be asked again. */
  readonly keepsWords: boolean
  read(slot: SlotToRead): readonly Candidate[]
  /** The canonical value for people; a value in no canonical form as it is. */
  format(value: string, display: { readonly definition: SlotDefinition; readonly language: string }): string
}

/** One kind of slot: how its values are found, written down and shown. */
export function defineSlotKind(definition: SlotKindDefinition): SlotKindDefinition {
  return definition
}
