import type { QuantityMention } from '../../../understanding/reading.ts'
import type { Candidate, SlotMessage, Span } from '../../slot-kind.ts'
import { type Amount, writeAmount } from '../../values/amount.ts'

/** How a quantity fits a kind: what is kept as its unit, and whether it says by itself that it is meant. */
export interface Fit {
  readonly unit: string | null
  readonly isBare: boolean
}

/** The quantities of a message that fit a kind, in canonical form; those that are part of a sum or a contact are left out. */
export function quantityCandidates(
  { reading }: SlotMessage,
  accept: (quantity: QuantityMention) => Fit | null,
): readonly Candidate[] {
  const others = [...reading.money, ...reading.contacts].map(toSpan)
  return reading.quantities.flatMap(quantity => {
    const span = toSpan(quantity)
    const fitting = others.some(other => overlap(span, other)) ? null : accept(quantity)
    if (fitting === null) return []
    const value = writeAmount(toAmount(quantity, fitting.unit))
    return [{ ...span, value, confidence: quantity.confidence, isBare: fitting.isBare }]
  })
}

/** Where a mention stands. */
export function toSpan({ index, text }: { readonly index: number; readonly text: string }): Span {
  return { start: index, end: index + text.length }
}

/** Whether two stretches have a character in common. */
export function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end
}

function toAmount({ min, max, per }: QuantityMention, unit: string | null): Amount {
  return { min, max, isApproximate: false, unit, per }
}
