import type { SlotDefinition } from '../playbook/playbook.ts'
import type { Reading } from '../understanding/reading.ts'
import { assignCandidates } from './assign-candidates.ts'
import { getSlotKind } from './kinds.ts'
import type { Candidate, SlotMessage, Span } from './slot-kind.ts'
import type { SlotContext, SlotReading } from './slot-reading.ts'
import { answerText } from './words/answer-text.ts'
import { findPhrases } from './words/find-phrase.ts'

/** What a message says for the slots of the playbook, by rules alone. At most one value a slot. Pure. */
export function readSlots(reading: Reading, text: string, context: SlotContext): readonly SlotReading[] {
  const message: SlotMessage = { text, reading, currency: context.currency, timeZone: context.timeZone }
  const assigned = assignCandidates(message, context)
  const found = new Map<string, Candidate>(assigned)
  // What was read for other slots is no answer to an open question.
  const taken: readonly Span[] = [...assigned.values()]
  for (const definition of context.slots) {
    if (found.has(definition.name)) continue
    const candidate = readRest(message, { definition, context, taken })
    if (candidate !== null) found.set(definition.name, candidate)
  }
  const isCorrection = reading.signals.has('correction')
  return context.slots.flatMap(({ name }) => {
    const candidate = found.get(name)
    if (candidate === undefined) return []
    return [{ slot: name, value: candidate.value, confidence: candidate.confidence, source: 'rule', isCorrection }]
  })
}

interface Rest {
  readonly definition: SlotDefinition
  readonly context: SlotContext
  readonly taken: readonly Span[]
}

function readRest(message: SlotMessage, { definition, context, taken }: Rest): Candidate | null {
  const isAsked = context.asked === definition.name
  const empty = readEmpty(message, definition, isAsked)
  if (empty !== null) return empty
  const kind = getSlotKind(definition.kind)
  if (kind.mentions === 'own') {
    const [own] = kind.read({ message, definition, isAsked, taken })
    // A sentence said in passing does not replace an answer that was given.
    const isInPassing = definition.kind === 'text' && !isAsked && !message.reading.signals.has('correction')
    if (own !== undefined && !(isInPassing && context.known.includes(definition.name))) return own
  }
  return isAsked && kind.keepsWords ? keepWords(message, taken) : null
}

/** «Нет бюджета» is an answer, too. A single word is one only when it is the whole answer. */
function readEmpty({ text }: SlotMessage, definition: SlotDefinition, isAsked: boolean): Candidate | null {
  const found = findPhrases(text, definition.empties).find(
    ({ phrase, start, end }) =>
      phrase.includes(' ') || (isAsked && end - start >= text.trim().replace(/[.!]+$/u, '').length),
  )
  return found === undefined ? null : { ...found, value: found.phrase, confidence: 0.85, isBare: false }
}

/** An answer that no rule understands («часто») is kept, but so unsure that the question is asked once more. */
function keepWords(message: SlotMessage, taken: readonly Span[]): Candidate | null {
  const answer = answerText(message, taken)
  if (answer === null || answer.split(/\s+/u).length > maxKeptWords) return null
  return { start: 0, end: 0, value: answer, confidence: confidenceOfWords, isBare: false }
}

const maxKeptWords = 8
export const confidenceOfWords = 0.5
