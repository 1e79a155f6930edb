import { truncate } from '#shared/utils'
import type { Signal } from '../../understanding/reading.ts'
import type { SlotMessage, Span } from '../slot-kind.ts'
import { dropOpening } from './drop-opening.ts'

/**
 * What the client said in answer to an open question, without greetings, yes or no, and questions of their own; null when the
 * message is something else than an answer, or others have taken all that it says.
 */
export function answerText({ text, reading }: SlotMessage, taken: readonly Span[] = []): string | null {
  if (reading.objection !== null || notAnswers.some(signal => reading.signals.has(signal))) return null
  const left = dropQuestions(dropOpening(text))
  if (!left.includes('?') && reading.signals.has('question') && !text.includes('?')) return null
  return countWords(left) === 0 || isTaken(text, taken) ? null : truncate(left, maxAnswerUnits)
}

// A slot is a fact for the brief, not a transcript.
const maxAnswerUnits = 300

const notAnswers: readonly Signal[] = [
  'angry',
  'asks-about-offer',
  'asks-if-ai',
  'asks-internals',
  'asks-price',
  'goodbye',
  'opt-out',
  'refuses-to-say',
  'small-talk',
  'wants-cancel',
  'wants-human',
  'wants-meeting',
  'wants-other-time',
  'wants-reschedule',
]

function dropQuestions(text: string): string {
  const sentences = text.match(/[^.!?\n]+[.!?]*\n?/gu) ?? []
  return sentences
    .filter(sentence => !/\?\s*$/u.test(sentence))
    .join('')
    .trim()
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
}

/** Two words beside what others found are «у нас» or "we have", no answer. */
function isTaken(text: string, taken: readonly Span[]): boolean {
  if (taken.length === 0) return false
  const rest = [...text].length === 0 ? '' : blankOut(text, taken)
  return countWords(rest) <= 2
}

function blankOut(text: string, spans: readonly Span[]): string {
  return spans.reduce((rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end), text)
}
