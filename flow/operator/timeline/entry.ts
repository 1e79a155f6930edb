import type { ConversationId } from '#shared/database'

/** Something that happened on the way of a sale. Codes are for programs; `text` holds words of people and of the AI. */
export interface TimelineEntry {
  readonly at: number
  readonly kind: EntryKind
  /** The number of its row, unique within its kind. */
  readonly id: number
  /** What exactly: `stage.changed`, `handed_off`, the kind of a promise or of a consent. */
  readonly code: string
  /** A note, or what was promised or agreed to; null where there are no words. */
  readonly text: string | null
  /** Ids, codes and values that go with the code. */
  readonly detail: Readonly<Record<string, string | number | boolean>>
  /** Who noted it; null for what no person of the business did. */
  readonly author: string | null
  readonly conversationId: ConversationId | null
}

/** In the order in which those of one instant are shown. */
export const entryKinds = ['consent', 'handler', 'note', 'promise', 'sale'] as const
export type EntryKind = (typeof entryKinds)[number]

/** Where an entry stands in the list: the newest first, then by kind, then by row. */
export interface TimelinePlace {
  readonly at: number
  readonly kind: EntryKind
  readonly id: number
}

/** For sorting: negative when `one` is shown before `other`. Pure. */
export function compareEntries(one: TimelinePlace, other: TimelinePlace): number {
  return other.at - one.at || entryKinds.indexOf(one.kind) - entryKinds.indexOf(other.kind) || other.id - one.id
}
