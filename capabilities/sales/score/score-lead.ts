import { foldForSearch } from '#shared/utils'
import type { Playbook, SlotDefinition } from '../playbook/playbook.ts'
import { confidenceBands, type KnownSlot } from '../slots/merge-slots.ts'
import { deriveOnce } from '../understanding/memory/derive-once.ts'

/** One line of the score: a slot, or a group of slots that share their points. */
export interface ScorePart {
  readonly slots: readonly string[]
  readonly points: number
  readonly outOf: number
  /** Slots that would earn the rest; empty when the points are earned. */
  readonly missing: readonly string[]
  /** «Любой» of the slots is enough, or all are needed. */
  readonly needs: 'any' | 'all'
}

export interface FitScore {
  /** 0..100 */
  readonly score: number
  readonly threshold: number
  readonly isFit: boolean
  /** In the order of the playbook. */
  readonly parts: readonly ScorePart[]
}

/**
 * How well a lead fits, by the weights of the playbook. A value counts from a confidence of 0.6, and not when it means "none"
 * («нет бюджета»). Weights that do not add up to 100 are scaled. Pure.
 */
export function scoreLead(
  { slots, qualification }: Pick<Playbook, 'slots' | 'qualification'>,
  known: ReadonlyMap<string, Pick<KnownSlot, 'value' | 'confidence'>>,
): FitScore {
  const parts = groupSlots(slots).map(group => scorePart(group, known))
  const total = parts.reduce((sum, part) => sum + part.outOf, 0)
  const earned = parts.reduce((sum, part) => sum + part.points, 0)
  const score = total === 0 ? 0 : Math.round((100 * earned) / total)
  return { score, threshold: qualification.threshold, isFit: score >= qualification.threshold, parts }
}

const groupSlots = deriveOnce((slots: readonly SlotDefinition[]): readonly (readonly SlotDefinition[])[] => {
  const groups = new Map<string, SlotDefinition[]>()
  for (const slot of slots) {
    if (slot.weight === 0) continue
    const key = slot.weightGroup === null ? `slot ${slot.name}` : `group ${slot.weightGroup.name}`
    groups.set(key, [...(groups.get(key) ?? []), slot])
  }
  return [...groups.values()]
})

function scorePart(
  group: readonly SlotDefinition[],
  known: ReadonlyMap<string, Pick<KnownSlot, 'value' | 'confidence'>>,
): ScorePart {
  const outOf = Math.max(...group.map(slot => slot.weight))
  const needs = group[0]?.weightGroup?.needs ?? 'all'
  const unknown = group.filter(slot => !counts(slot, known.get(slot.name))).map(slot => slot.name)
  const isEarned = needs === 'any' ? unknown.length < group.length : unknown.length === 0
  const slots = group.map(slot => slot.name)
  return { slots, points: isEarned ? outOf : 0, outOf, missing: isEarned ? [] : unknown, needs }
}

function counts(slot: SlotDefinition, known: Pick<KnownSlot, 'value' | 'confidence'> | undefined): boolean {
  if (known === undefined || known.confidence < confidenceBands.confirm) return false
  const { empties, emptyChoices } = findEmptyValues(slot)
  const isChoice = slot.choices.some(({ value }) => value === known.value)
  return isChoice ? !emptyChoices.has(known.value) : !empties.has(foldForSearch(known.value))
}

/** The values that mean "none", folded, and the choices of which a word does. */
const findEmptyValues = deriveOnce(({ empties, choices }: SlotDefinition) => {
  const folded = new Set([...empties.ru, ...empties.en].map(foldForSearch))
  const emptyChoices = choices.filter(({ words }) =>
    [...words.ru, ...words.en].some(word => folded.has(foldForSearch(word))),
  )
  return { empties: folded, emptyChoices: new Set(emptyChoices.map(({ value }) => value)) }
})
