import { type Sentence, splitSentences } from '../guard/text/split-sentences.ts'

/**
 * An answer that the server cut off, up to its last whole sentence or line; what introduces a list that did not come goes, too.
 * Where nothing is whole it keeps its words, with an ellipsis. Emphasis and code that were open are closed.
 */
export function trimUnfinished(reply: string): string {
  const sentences = splitSentences(reply.trim())
  const whole = dropIntroductions(isFinished(sentences.at(-1)) ? sentences : sentences.slice(0, -1))
  const text = closeMarks(
    whole
      .map(({ lead, text, tail }) => `${lead}${text}${tail}`)
      .join('')
      .trimEnd(),
  )
  return hasWords(text) ? text : closeMarks(withEllipsis(reply.trim()))
}

// Behind a number a dot may be the point of «3.5», or the mark of an item whose words did not come.
const finished = /(?<!\d)[.!?…。！？]+["»”』」')*_`]*$/u

function isFinished(last: Sentence | undefined): boolean {
  return last !== undefined && finished.test(last.text)
}

/** «Вот наши цены:» and a heading promise something that is not there any more. */
function dropIntroductions(sentences: readonly Sentence[]): readonly Sentence[] {
  const end = sentences.findLastIndex(
    ({ lead, text }) => text !== '' && !/[:：][*_]*$/.test(text) && !/^\s*#/.test(lead),
  )
  return sentences.slice(0, end + 1)
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

/** The last word may be half a word, and half a number is another number. */
function withEllipsis(text: string): string {
  const words = text.replace(/\s+\S*$/, '').replace(/[\s,;:*_`([-]+$/, '')
  return `${words}…`
}

/** A mark that was opened and not closed would show as a star, or make code of all that follows. */
function closeMarks(text: string): string {
  const fenced = isOdd(text, /^[ \t]*```/gm) ? `${text}\n\`\`\`` : text
  return isOdd(fenced, /\*\*/g) ? `${fenced}**` : fenced
}

function isOdd(text: string, mark: RegExp): boolean {
  return [...text.matchAll(mark)].length % 2 === 1
}
