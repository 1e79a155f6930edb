import type { SlotDefinition, WordLists } from '../../playbook/playbook.ts'
import { deriveOnce } from '../../understanding/memory/derive-once.ts'
import type { Reading } from '../../understanding/reading.ts'
import { defineSlotKind, type Span } from '../slot-kind.ts'
import { findPhrases } from '../words/find-phrase.ts'

type Choice = SlotDefinition['choices'][number]

/** One of the playbook's choices, kept by its value. */
export const choice = defineSlotKind({
  kind: 'choice',
  mentions: 'own',
  keepsWords: true,
  read({ message, definition, isAsked }) {
    if (!isAsked && !isAnnounced(message.text, definition)) return []
    const confidence = isAsked ? confidenceAsked : confidenceInPassing
    const found = definition.choices.flatMap(option =>
      findPhrases(message.text, allWords(option))
        .filter(phrase => !phrase.isNegated && !isInContact(phrase, message.reading))
        .map(({ start, end }) => ({ start, end, value: option.value, confidence, isBare: false })),
    )
    // «не важен» says more than «важен», «долгосрочная аренда» more than «аренда».
    return found.sort((one, other) => other.end - other.start - (one.end - one.start))
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
