import { truncate } from '#shared/utils'
import type { SlotDefinition } from '../playbook/playbook.ts'
import { deriveOnce } from '../understanding/memory/derive-once.ts'
import type { Reading } from '../understanding/reading.ts'
import { assignCandidates } from './assign-candidates.ts'
import { correctNumber } from './correct-number.ts'
import { overlap } from './kinds/quantities/quantity-candidates.ts'
import { getSlotKind } from './kinds.ts'
import type { Candidate, SlotMessage, Span } from './slot-kind.ts'
import type { SlotContext, SlotReading } from './slot-reading.ts'
import { answerText } from './words/answer-text.ts'
import { dropWish } from './words/drop-wish.ts'
import { findPhrases } from './words/find-phrase.ts'
import { findReplacement, givesUp } from './words/find-replacement.ts'

/** What a message says for the slots of the playbook, by rules alone. At most one value a slot. Pure. */
export function readSlots(reading: Reading, text: string, context: SlotContext): readonly SlotReading[] {
  const message: SlotMessage = {
    text,
    reading,
    currency: context.currency,
    timeZone: context.timeZone,
    nowMs: context.nowMs,
  }
  const assigned = assign(message, context)
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

/** A number that corrects one slot says nothing for the others of its like. */
function assign(message: SlotMessage, context: SlotContext): ReadonlyMap<string, Candidate> {
  const assigned = assignCandidates(message, context)
  const corrected = correctNumber(message, context)
  if (corrected === null) return assigned
  const others = [...assigned].filter(([, candidate]) => !overlap(candidate, corrected.candidate))
  return new Map([...others, [corrected.slot, corrected.candidate]])
}

interface Rest {
  readonly definition: SlotDefinition
  readonly context: SlotContext
  readonly taken: readonly Span[]
}

function readRest(message: SlotMessage, { definition, context, taken }: Rest): Candidate | null {
  const isAsked = context.asked === definition.name
  const kind = getSlotKind(definition.kind)
  const [own] = kind.mentions === 'own' ? kind.read({ message, definition, isAsked, taken }) : []
  // Any words are text, «нет проблем» too; the other kinds know better than a list of empty answers.
  if (own !== undefined && definition.kind !== 'text') return own
  const empty = readEmpty(message, definition, isAsked)
  if (empty !== null) return empty
  // A sentence said in passing does not replace an answer that was given, unless it takes that answer back.
  const known = context.known.get(definition.name)
  const isInPassing = !isAsked && !message.reading.signals.has('correction')
  const mayCount = known === undefined || !isInPassing || givesUp(message.text, known.value)
  const replaced = definition.kind === 'text' && known !== undefined ? readReplacement(message, known.value) : null
  if (replaced !== null) return replaced
  if (own !== undefined && mayCount) return own
  return isAsked && kind.keepsWords ? keepWords(message, taken) : null
}

/** «Не баннер, лучше плакат»: no cue announces it, but it stands in the place of what the slot holds. */
function readReplacement({ text }: SlotMessage, known: string): Candidate | null {
  const found = findReplacement(text, known)
  if (found === null) return null
  const value = truncate(dropWish(text.slice(found.start, found.end).trim()), 300)
  return { ...found, value, confidence: 0.7, isBare: false }
}

/** «Нет бюджета» is an answer, too: to the question, or unasked when it says what there is none of. A single word must be all. */
function readEmpty({ text }: SlotMessage, definition: SlotDefinition, isAsked: boolean): Candidate | null {
  const empties = findPhrases(text, definition.empties)
  if (empties.length === 0) return null
  const whole = text.trim().replace(/[.!]+$/u, '').length
  const telling = findTellingEmpties(definition)
  const found = empties.find(({ phrase, start, end }) =>
    isAsked ? phrase.includes(' ') || end - start >= whole : telling.has(phrase),
  )
  return found === undefined ? null : { ...found, value: found.phrase, confidence: 0.85, isBare: false }
}

/** The empty answers with a cue of their slot in them. */
const findTellingEmpties = deriveOnce(({ empties, cues }: SlotDefinition): ReadonlySet<string> => {
  return new Set([...empties.ru, ...empties.en].filter(phrase => findPhrases(phrase, cues).length > 0))
})

/** An answer that no rule understands («часто») is kept, but so unsure that the question is asked once more. */
function keepWords(message: SlotMessage, taken: readonly Span[]): Candidate | null {
  const answer = answerText(message, taken)
  if (answer === null || answer.split(/\s+/u).length > maxKeptWords) return null
  return { start: 0, end: 0, value: answer, confidence: confidenceOfWords, isBare: false }
}

const maxKeptWords = 8
export const confidenceOfWords = 0.5
