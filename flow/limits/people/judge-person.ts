import type { InboundLimits } from '../inbound-limits.ts'
import type { CountedPerson } from '../rate-limit-rows.ts'
import type { Person } from './group-by-person.ts'

/** What becomes of a person's messages in this batch: the first `passing` pass, the others wait until `blockedUntil`. */
export interface Judgement {
  readonly person: Person
  readonly passing: number
  /** Null when all pass. */
  readonly blockedUntil: number | null
  /** The block begins now, so that it has to be said. */
  readonly isNewBlock: boolean
}

/** Judges a person by their counters, which hold this batch already: each message is counted once, and judged by that count. */
export function judgePerson(person: Person, counted: CountedPerson, limits: InboundLimits, nowMs: number): Judgement {
  const { blockedUntil } = counted
  if (blockedUntil !== null && blockedUntil > nowMs) return { person, passing: 0, blockedUntil, isNewBlock: false }
  const excess = person.messages.findIndex((_, index) => isExcess(person, counted, limits, index))
  if (excess === -1) return { person, passing: person.messages.length, blockedUntil: null, isNewBlock: false }
  return { person, passing: excess, blockedUntil: nowMs + limits.blockMs, isNewBlock: true }
}

/** Whether the message at `index` is one too many: the counters, less what came after it, are what it was counted as. */
function isExcess(person: Person, counted: CountedPerson, limits: InboundLimits, index: number): boolean {
  const later = person.messages.length - 1 - index
  const chatType = person.messages[index]?.chatType ?? 'private'
  const isRepetition = later < person.run && counted.repeats - later >= limits.maxRepeats
  return isRepetition || counted.minute - later > limits.perMinute[chatType] || counted.hour - later > limits.perHour
}
