import type { SlotDefinition } from '../playbook/playbook.ts'
import { deriveOnce } from '../understanding/memory/derive-once.ts'
import { getSlotKind } from './kinds.ts'
import type { Candidate, SlotMessage, Span } from './slot-kind.ts'
import type { SlotContext } from './slot-reading.ts'
import { findPhrases } from './words/find-phrase.ts'
import { clauseAround, sentenceAround } from './words/segments.ts'

/**
 * Gives each mention that several slots could claim (a sum, a number of people) to one of them: to the slot whose cue stands
 * nearest in its clause, else to the slot that was asked, else to the one that is being corrected, else to the only one of its kind.
 */
export function assignCandidates(message: SlotMessage, context: SlotContext): ReadonlyMap<string, Candidate> {
  const chosen = new Map<string, Candidate>()
  for (const slots of groupRivals(context.slots)) {
    const claims = slots.map(definition => ({ definition, candidates: readCandidates(message, definition, context) }))
    // Most messages hold nothing of most kinds.
    if (claims.every(({ candidates }) => candidates.length === 0)) continue
    const cues = slots.flatMap(slot => findPhrases(message.text, slot.cues).map(cue => ({ ...cue, slot: slot.name })))
    for (const { definition, candidates } of claims) {
      const candidate = choose(definition, candidates, { message, context, slots, cues })
      if (candidate !== null) chosen.set(definition.name, candidate)
    }
  }
  return chosen
}

/** The slots of each kind whose mentions may belong to several. */
const groupRivals = deriveOnce((slots: readonly SlotDefinition[]): readonly (readonly SlotDefinition[])[] => {
  const rivals = slots.filter(({ kind }) => getSlotKind(kind).mentions !== 'own')
  const kinds = new Set(rivals.map(slot => slot.kind))
  return Array.from(kinds, kind => rivals.filter(slot => slot.kind === kind))
})

interface Cue extends Span {
  readonly slot: string
}

interface Rivalry {
  readonly message: SlotMessage
  readonly context: SlotContext
  readonly slots: readonly SlotDefinition[]
  readonly cues: readonly Cue[]
}

function readCandidates(
  message: SlotMessage,
  definition: SlotDefinition,
  { asked }: SlotContext,
): readonly Candidate[] {
  return getSlotKind(definition.kind).read({ message, definition, isAsked: asked === definition.name, taken: [] })
}

function choose(definition: SlotDefinition, candidates: readonly Candidate[], rivalry: Rivalry): Candidate | null {
  const claimed = candidates.flatMap(candidate => claim(definition, candidate, rivalry))
  const { text, reading } = rivalry.message
  if (!reading.signals.has('correction')) return claimed[0] ?? null
  // «30… ой, 50»: what is meant comes last, unless it is what is taken back: «50, а не 30».
  const meant = claimed.filter(candidate => !isTakenBack(text, candidate))
  return [...(meant.length > 0 ? meant : claimed)].sort((one, other) => other.start - one.start)[0] ?? null
}

const takingBack = /(?<![\p{L}\p{N}])(?:не|вместо|not|instead of|rather than)\s+[^\p{L}\p{N}\s]?$/iu

/** «Не», "not", «вместо» or "instead of" stands right before it. */
function isTakenBack(text: string, { start }: Span): boolean {
  return takingBack.test(text.slice(0, start))
}

/** The candidate with the confidence it has as this slot's value; empty when it belongs to another slot or to none. */
function claim(definition: SlotDefinition, candidate: Candidate, rivalry: Rivalry): readonly Candidate[] {
  const { message, context, slots, cues } = rivalry
  const announced = nearestCue(message.text, candidate, cues)
  if (announced !== null) return announced === definition.name ? [candidate] : []
  const asked = slots.find(slot => slot.name === context.asked)
  if (asked !== undefined) return asked === definition ? [candidate] : []
  // What a bare number corrects is found by its value (correct-number.ts).
  const isCorrection = message.reading.signals.has('correction') && !candidate.isBare
  const corrected = isCorrection ? findCorrected(rivalry) : undefined
  if (corrected !== undefined) return corrected === definition.name ? [candidate] : []
  if (slots.length > 1 || candidate.isBare) return []
  const isTelling = getSlotKind(definition.kind).mentions === 'telling'
  return [isTelling ? candidate : { ...candidate, confidence: Math.min(candidate.confidence, confidenceUnannounced) }]
}

// A sum that nobody asked for is most likely the budget, but not surely: it is confirmed gently.
const confidenceUnannounced = 0.75

function findCorrected({ context, slots }: Rivalry): string | undefined {
  return [...context.known.keys()].find(name => slots.some(slot => slot.name === name))
}

/** The slot whose cue is nearest: in the same clause before or after the mention, else before it in the same sentence. */
function nearestCue(text: string, mention: Span, cues: readonly Cue[]): string | null {
  if (cues.length === 0) return null
  const clause = clauseAround(text, mention)
  const sentence = sentenceAround(text, mention)
  const inClause = cues.filter(cue => isWithin(cue, clause))
  const before = cues.filter(cue => isWithin(cue, sentence) && cue.end <= mention.start)
  const nearest = [...(inClause.length > 0 ? inClause : before)].sort(
    (one, other) => distance(one, mention) - distance(other, mention),
  )
  return nearest[0]?.slot ?? null
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end
}

function distance(cue: Span, mention: Span): number {
  return cue.end <= mention.start ? mention.start - cue.end : Math.max(0, cue.start - mention.end)
}
