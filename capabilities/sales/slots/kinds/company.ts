import { defineSlotKind } from '../slot-kind.ts'
import { answerText } from '../words/answer-text.ts'
import { toSpan } from './quantities/quantity-candidates.ts'

/** The name of a company, with its legal form if it was said. */
export const company = defineSlotKind({
  kind: 'company',
  mentions: 'telling',
  keepsWords: false,
  read({ message, isAsked, taken }) {
    const mention = message.reading.company
    if (mention !== null) {
      return [{ ...toSpan(mention), value: mention.value, confidence: mention.confidence, isBare: false }]
    }
    const answer = isAsked ? answerText(message, taken) : null
    const value = (answer ?? '')
      .replace(introduction, '')
      .replace(/[.!]+$/u, '')
      .trim()
    if (value.length < 2 || value.split(/\s+/u).length > 5) return []
    return [{ start: 0, end: 0, value, confidence: 0.8, isBare: true }]
  },
  format: value => value,
})

const introduction =
  /^(?:это|мы|наша компания|компания|называется|we are|we're|it's|it is|our company is|the company is)(?![\p{L}\p{N}])[\s—–:-]*/iu
