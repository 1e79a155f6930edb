import type { SlotDefinition } from '../../playbook/playbook.ts'
import { defineSlotKind } from '../slot-kind.ts'
import { findPhrases } from '../words/find-phrase.ts'

type Choice = SlotDefinition['choices'][number]

/** One of the playbook's choices, kept by its value. */
export const choice = defineSlotKind({
  kind: 'choice',
  mentions: 'own',
  keepsWords: true,
  read: ({ message, definition, isAsked }) =>
    definition.choices.flatMap(option =>
      findPhrases(message.text, allWords(option))
        .filter(found => !found.isNegated)
        .map(({ start, end }) => ({
          start,
          end,
          value: option.value,
          confidence: isAsked ? confidenceAsked : confidenceInPassing,
          isBare: false,
        })),
    ),
  format(value, { definition, language }) {
    const label = definition.choices.find(option => option.value === value)?.label
    return (language === 'ru' ? label?.ru : label?.en) ?? value
  },
})

const confidenceAsked = 0.9
// «видел вашу рекламу клиники» is not "we are a clinic", so it is confirmed gently.
const confidenceInPassing = 0.75

function allWords({ value, label, words }: Choice): { readonly ru: readonly string[]; readonly en: readonly string[] } {
  return { ru: [label.ru, ...words.ru], en: [value, label.en, ...words.en] }
}
