import type { SlotDefinition, WordLists } from '../../playbook/playbook.ts'
import { deriveOnce } from '../../understanding/memory/derive-once.ts'
import type { Reading } from '../../understanding/reading.ts'
import { type Candidate, defineSlotKind, type SlotMessage, type Span } from '../slot-kind.ts'
import { findNearWord, findPhrases } from '../words/find-phrase.ts'
import { sentenceAround } from '../words/segments.ts'

type Choice = SlotDefinition['choices'][number]

/** One of the playbook's choices, kept by its value. */
export const choice = defineSlotKind({
  kind: 'choice',
  mentions: 'own',
  keepsWords: true,
  read({ message, definition, isAsked }) {
    if (!isAsked && !isAnnounced(message.text, definition)) return []
    const found = definition.choices.flatMap(option =>
      findPhrases(message.text, allWords(option))
        .filter(phrase => !phrase.isNegated && !isInContact(phrase, message.reading))
        .map(({ start, end }) => ({ start, end, value: option.value })),
    )
    if (found.length === 0 && isAsked) return findNear(message.text, definition)
    const confidence = isAsked ? confidenceAsked : judgePassing(message, found)
    // «не важен» says more than «важен», «долгосрочная аренда» more than «аренда».
    return found
      .sort((one, other) => other.end - other.start - (one.end - one.start))
      .map(candidate => ({ ...candidate, confidence, isBare: false }))
  },
  format(value, { definition, language }) {
    const label = definition.choices.find(option => option.value === value)?.label
    return (language === 'ru' ? label?.ru : label?.en) ?? value
  },
})

/** «@kirill_invest» is a name, not what the client wants. */
function isInContact({ start, end }: Span, { contacts }: Reading): boolean {
  return contacts.some(({ index, text }) => start < index + text.length && end > index)
}

const confidenceAsked = 0.9
// «видел вашу рекламу клиники» is not "we are a clinic", so it is confirmed gently.
const confidenceInPassing = 0.75
// «Хочу записаться на маникюр», «Ищу виллу»: what is wanted is said, and asking back would only tire.
const confidenceWanted = 0.85
// Confirmed gently: a slip of the pen may mean another word.
const confidenceNear = 0.65

/** Surer where the client says what they want, and names one choice only; a question may be for somebody else. */
function judgePassing({ text, reading }: SlotMessage, found: readonly (Span & { readonly value: string })[]): number {
  const [first] = found
  const isWanted = reading.signals.has('need') || reading.signals.has('wants-meeting')
  if (first === undefined || !isWanted || found.some(({ value }) => value !== first.value)) return confidenceInPassing
  const { start, end } = sentenceAround(text, first)
  return text.slice(start, end).trim().endsWith('?') ? confidenceInPassing : confidenceWanted
}

/** Words that are no choice are taken for the only one they come near to. */
function findNear(text: string, { choices }: SlotDefinition): readonly Candidate[] {
  const near = choices.flatMap(option => {
    const word = findNearWord(text, allWords(option))
    return word === null ? [] : [{ ...word, value: option.value, confidence: confidenceNear, isBare: false }]
  })
  return near.length === 1 ? near : []
}

/** A slot without cues needs none: its choices announce themselves. */
function isAnnounced(text: string, { cues }: SlotDefinition): boolean {
  return cues.ru.length + cues.en.length === 0 || findPhrases(text, cues).length > 0
}

const allWords = deriveOnce(
  ({ value, label, words }: Choice): WordLists => ({
    ru: [label.ru, ...words.ru],
    en: [value, label.en, ...words.en],
  }),
)
