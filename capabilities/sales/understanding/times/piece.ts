import type { DateTime } from 'luxon'

/** One thing that a message says about time, before it is put together with its neighbours and resolved. */
export interface Piece {
  readonly index: number
  readonly end: number
  readonly meaning: Meaning
  /** What the words around it make of it: «после», «до», «к». */
  readonly edge: Edge
  /** A number that is an hour only because of what stands around it: «в 15», «завтра в три». */
  readonly isBare: boolean
}

export type Meaning = Days | Clock | Hours | PartOfDay | Moment | Nothing
/** `since` includes what is named («с четверга»), `after` does not; `by` includes it («к пятнице»), `before` does not. */
export type Edge = 'at' | 'for' | 'since' | 'after' | 'before' | 'by' | null

/** A stretch of whole days. The candidates are in order; the first that lies ahead is meant. */
export interface Days {
  readonly kind: 'days'
  readonly candidates: readonly Stretch[]
  /** ISO weekday (Monday 1) when the client named a weekday. */
  readonly weekday?: number
  /** The week in which a weekday beside it lies: «через неделю в четверг». */
  readonly week?: Stretch
  /** The end of something, which «до» includes: «до конца недели». */
  readonly isEnd?: boolean
}

export interface Stretch {
  readonly from: DateTime
  readonly to: DateTime
  readonly precision: 'day' | 'week' | 'month'
}

/** A time of day. Ambiguous when twelve hours later may be meant as well: «в 3», "at 9". */
export interface Clock {
  readonly kind: 'clock'
  readonly hour: number
  readonly minute: number
  readonly isAmbiguous: boolean
}

export interface Hours {
  readonly kind: 'hours'
  readonly from: Clock
  readonly to: Clock
}

export interface PartOfDay {
  readonly kind: 'part-of-day'
  readonly fromHour: number
  readonly toHour: number
}

/** Counted from now: «через полчаса». */
export interface Moment {
  readonly kind: 'moment'
  readonly at: DateTime
}

/** Digits that look like a time and are something else: a price, a phone, a version. */
export interface Nothing {
  readonly kind: 'nothing'
}

/** A pattern (global, over folded text) and what a match of it means; null when the match means nothing after all. */
export interface Rule {
  readonly pattern: RegExp
  readonly read: (match: RegExpExecArray, now: DateTime) => Meaning | readonly Meaning[] | null
  readonly isBare?: true
}

/** A pattern for `source` between characters that are neither letters nor digits, whatever the script. */
export function words(source: string): RegExp {
  // The short class is checked in place and nearly always decides; for every letter of the world the engine makes a call.
  return new RegExp(`(?<![a-zа-я\\d])(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'gu')
}

export function clock(hour: number, minute: number, isAmbiguous: boolean): Clock | null {
  return hour <= 24 && minute < 60 ? { kind: 'clock', hour, minute, isAmbiguous } : null
}
