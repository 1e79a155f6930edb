/** A stretch of time that is taken: `from` inclusive, `to` exclusive, epoch milliseconds. */
export interface BusyTime {
  readonly from: number
  readonly to: number
}

/** A meeting as it is written into an outside calendar. */
export interface CalendarEntry {
  /** Ours, and the same for every try: writing an entry twice makes one. Letters a–v and digits only (Google allows no others). */
  readonly uid: string
  readonly startsAt: number
  readonly minutes: number
  readonly title: string
  /** Plain text: who, contact, link to the chat. */
  readonly description: string
  /** Grows with each change of the meeting. */
  readonly sequence: number
}

export type BusyOutcome =
  | { readonly kind: 'known'; readonly busy: readonly BusyTime[] }
  /** Nothing may be offered then: what we cannot see may be taken. `code` is stable. */
  | { readonly kind: 'unavailable'; readonly code: string }

export type SaveOutcome =
  | { readonly kind: 'saved' /** Its id there. */; readonly externalId: string }
  /** Nothing was written, or we do not know: the same entry may be saved again. */
  | { readonly kind: 'unavailable'; readonly code: string }
  /** Refused for good (no right to write, unknown calendar). */
  | { readonly kind: 'refused'; readonly code: string }

/** The owner's calendar: what is taken there, and where our meetings are written. Never throws for what a server can do. */
export interface Calendar {
  readonly name: 'internal' | 'google' | 'caldav'
  /** All that is taken between two instants, all-day entries included. Our own entries may be among them. */
  listBusy(from: number, to: number, signal: AbortSignal): Promise<BusyOutcome>
  /** Creates the entry, or changes the one with this uid. Idempotent. */
  save(entry: CalendarEntry, signal: AbortSignal): Promise<SaveOutcome>
  /** Removes it; an entry that is not there counts as removed. */
  remove(uid: string, signal: AbortSignal): Promise<SaveOutcome>
}
