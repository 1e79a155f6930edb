import { type Candidate, defineSlotKind } from '../slot-kind.ts'
import { findPhrases } from '../words/find-phrase.ts'

/** `yes` or `no`: in answer to the question, or by the slot's cue with or without a negation. */
export const yesNo = defineSlotKind({
  kind: 'yes-no',
  mentions: 'own',
  keepsWords: false,
  read({ message, definition, isAsked }): readonly Candidate[] {
    const { answer } = message.reading
    if (isAsked && answer !== null) return [{ start: 0, end: 0, value: answer, confidence: 0.9, isBare: false }]
    return findPhrases(message.text, definition.cues).map(({ start, end, isNegated }) => ({
      start,
      end,
      value: isNegated ? 'no' : 'yes',
      confidence: isAsked ? 0.8 : 0.7,
      isBare: false,
    }))
  },
  format(value, { language }) {
    const words = language === 'ru' ? { yes: 'да', no: 'нет' } : { yes: 'yes', no: 'no' }
    return value === 'yes' || value === 'no' ? words[value] : value
  },
})
