import type { SlotDefinition } from '../playbook/playbook.ts'
import { confidenceBands, type KnownSlot } from './merge-slots.ts'

export interface QuestionState {
  readonly slots: readonly SlotDefinition[]
  readonly known: ReadonlyMap<string, Pick<KnownSlot, 'value' | 'confidence'>>
  /** Slots that the client would not tell. */
  readonly refused: ReadonlySet<string>
  /** How often each slot was asked. */
  readonly askedCounts: ReadonlyMap<string, number>
  /** Slots whose value was put to the client already («верно, что …?»). */
  readonly confirmAsked: ReadonlySet<string>
  /** Slots whose values are read back before anything else is asked, where they are to be confirmed at all. */
  readonly confirmFirst?: ReadonlySet<string>
}

export type NextQuestion =
  | { readonly kind: 'ask'; readonly slot: SlotDefinition }
  /** The value is known, but not surely enough to be used unasked. */
  | { readonly kind: 'confirm'; readonly slot: SlotDefinition; readonly value: string }

/**
 * What to ask next: by priority, then in the order of the playbook. A question that was answered, refused or asked twice is never
 * asked again; null when none is left. What was just heard with doubt is read back first. Deterministic.
 */
export function nextQuestion(state: QuestionState): NextQuestion | null {
  const ordered = [...state.slots].sort((one, other) => one.priority - other.priority)
  const questions = ordered.flatMap(slot => questionFor(slot, state) ?? [])
  const urgent = questions.find(({ kind, slot }) => kind === 'confirm' && state.confirmFirst?.has(slot.name) === true)
  return urgent ?? questions[0] ?? null
}

const maxAsked = 2

function questionFor(slot: SlotDefinition, state: QuestionState): NextQuestion | null {
  if (state.refused.has(slot.name)) return null
  const known = state.known.get(slot.name)
  if (known === undefined || known.confidence < confidenceBands.confirm) {
    return (state.askedCounts.get(slot.name) ?? 0) < maxAsked ? { kind: 'ask', slot } : null
  }
  const isSure = known.confidence >= confidenceBands.use
  return isSure || state.confirmAsked.has(slot.name) ? null : { kind: 'confirm', slot, value: known.value }
}
