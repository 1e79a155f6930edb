import type { MessageId } from '#shared/database'
import type { SlotReading } from './slot-reading.ts'

/** A slot's value as it is stored with the lead. */
export interface KnownSlot {
  readonly value: string
  readonly confidence: number
  readonly source: string
  /** The message that said it. */
  readonly messageId: MessageId | null
}

/** What becomes of one slot. */
export interface SlotChange extends KnownSlot {
  readonly slot: string
  readonly kind: 'found' | 'corrected' | 'strengthened' | 'confirmed' | 'doubted'
}

/** Below `confirm` a value is asked again, below `use` it is confirmed gently. */
export const confidenceBands = { confirm: 0.6, use: 0.8 } as const

/**
 * What the readings of one message change: the surer reading of a slot counts; it replaces what is known when it is surer, a
 * correction, or newer and at least 0.6 sure. Equal values raise the confidence. What the client has confirmed is not replaced by
 * what a model alone believes. Pure; unchanged slots are left out.
 */
export function mergeSlots(
  known: ReadonlyMap<string, KnownSlot>,
  readings: readonly SlotReading[],
  messageId: MessageId | null,
): readonly SlotChange[] {
  const best = new Map<string, SlotReading>()
  for (const reading of readings) best.set(reading.slot, combine(best.get(reading.slot), reading))
  return [...best.values()].flatMap(reading => {
    const change = changeOf(known.get(reading.slot), reading)
    return change === null ? [] : [{ ...change, slot: reading.slot, source: reading.source, messageId }]
  })
}

/** The client's answer to "is it right that …?": yes makes the value sure, no makes it so unsure that it is asked again. */
export function settleConfirmation(slot: string, known: KnownSlot, answer: 'yes' | 'no'): SlotChange {
  if (answer === 'yes') return { ...known, slot, kind: 'confirmed', confidence: 1 }
  return { ...known, slot, kind: 'doubted', confidence: doubtedConfidence }
}

/** The slots whose values may be counted on, for the fit score and for readiness. */
export function filledSlots(known: ReadonlyMap<string, KnownSlot>): ReadonlySet<string> {
  return new Set([...known].filter(([, slot]) => slot.confidence >= confidenceBands.confirm).map(([name]) => name))
}

const doubtedConfidence = 0.2
// Only the client's own yes makes a value certain.
const highestUnconfirmed = 0.99

/** Two readings of one message: agreeing ones strengthen each other, else the surer one counts (of equals, the first). */
function combine(first: SlotReading | undefined, second: SlotReading): SlotReading {
  if (first === undefined) return second
  const isCorrection = first.isCorrection || second.isCorrection
  if (first.value === second.value) return { ...first, isCorrection, confidence: strengthen(first, second) }
  return { ...(second.confidence > first.confidence ? second : first), isCorrection }
}

function strengthen(one: { readonly confidence: number }, other: { readonly confidence: number }): number {
  const both = 1 - (1 - one.confidence) * (1 - other.confidence)
  return Math.max(one.confidence, other.confidence, Math.min(highestUnconfirmed, both))
}

function changeOf(
  known: KnownSlot | undefined,
  reading: SlotReading,
): Pick<SlotChange, 'kind' | 'value' | 'confidence'> | null {
  const { value, confidence } = reading
  if (known === undefined) return { kind: 'found', value, confidence }
  if (known.value === value) {
    const stronger = strengthen(known, reading)
    return stronger > known.confidence ? { kind: 'strengthened', value, confidence: stronger } : null
  }
  return mayReplace(known, reading) ? { kind: 'corrected', value, confidence } : null
}

function mayReplace(known: KnownSlot, reading: SlotReading): boolean {
  if (reading.isCorrection) return true
  if (known.confidence === 1 && reading.source === 'model') return false
  return reading.confidence >= confidenceBands.confirm || reading.confidence > known.confidence
}
