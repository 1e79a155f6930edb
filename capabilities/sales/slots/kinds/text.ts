import { truncate } from '#shared/utils'
import { type Candidate, defineSlotKind, type SlotToRead } from '../slot-kind.ts'
import { answerText } from '../words/answer-text.ts'
import { dropOpening } from '../words/drop-opening.ts'
import { dropWish } from '../words/drop-wish.ts'
import { findPhrases } from '../words/find-phrase.ts'
import { sentenceAround } from '../words/segments.ts'

/** The client's own words: the answer to the question, or the sentence that a cue announces. */
export const text = defineSlotKind({
  kind: 'text',
  mentions: 'own',
  keepsWords: false,
  read(slot) {
    const answer = slot.isAsked ? answerText(slot.message, slot.taken) : null
    if (answer === null) return readAnnounced(slot)
    // One word may be a slip («Потом»); it is confirmed gently.
    return [{ start: 0, end: 0, value: dropWish(answer), confidence: /\s/u.test(answer) ? 0.85 : 0.65, isBare: false }]
  },
  format: value => value,
})

function readAnnounced({ message, definition }: SlotToRead): readonly Candidate[] {
  if (message.reading.objection !== null) return []
  return findPhrases(message.text, definition.cues).flatMap(cue => {
    const { start, end } = sentenceAround(message.text, cue)
    const sentence = dropOpening(message.text.slice(start, end))
    // A question about the matter tells nothing of the client's own, and a cue alone («Проблема!») neither.
    if (sentence.endsWith('?') || !namesMatter(sentence)) return []
    return [
      { start, end, value: truncate(dropWish(sentence).replace(/[.!]+$/u, ''), 300), confidence: 0.7, isBare: false },
    ]
  })
}

/** «Хочу баннер» does, «хочу купить» and «Есть проблема» do not: two words are enough where a thing is wished for. */
function namesMatter(sentence: string): boolean {
  const wished = dropWish(sentence)
  const isThing = wished !== sentence && /^\p{L}{4,}[.!]*$/u.test(wished) && !/(?:ть|ти|чь|ться)[.!]*$/u.test(wished)
  return isThing || sentence.split(/\s+/u).length >= 3
}
