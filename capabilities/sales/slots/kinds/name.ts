import { type Candidate, defineSlotKind } from '../slot-kind.ts'
import { answerText } from '../words/answer-text.ts'
import { overlap, toSpan } from './quantities/quantity-candidates.ts'

/** A person's name, each word with a capital. */
export const name = defineSlotKind({
  kind: 'name',
  mentions: 'telling',
  keepsWords: false,
  read({ message, isAsked }) {
    const mention = message.reading.name
    // «15 марта» is a day, although Марта is a name.
    if (mention !== null && !message.reading.times.some(time => overlap(toSpan(time), toSpan(mention)))) {
      return [{ ...toSpan(mention), value: mention.value, confidence: mention.confidence, isBare: false }]
    }
    return isAsked ? readAnswer(answerText(message)) : []
  },
  format: value => value,
})

/** «Иван Петров» or «иван» in answer to the question for the name. */
function readAnswer(answer: string | null): readonly Candidate[] {
  const words = (answer ?? '').replace(/[.,!]+$/u, '').split(/\s+/u)
  if (words.length > 3 || !words.every(word => /^\p{L}[\p{L}'’-]+$/u.test(word))) return []
  const isWritten = words.every(word => /^\p{Lu}[^\p{Lu}]/u.test(word) || /^[^\p{Lu}\p{Ll}]+$/u.test(word))
  const value = words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join(' ')
  return [{ start: 0, end: 0, value, confidence: isWritten ? 0.85 : 0.65, isBare: true }]
}
