import { type ChatRequest, lastUserText } from '../model-server/chat-request.ts'

/**
 * Every message carries a mark, and the model's answer quotes the marks of all messages it was asked about: so the transcript
 * itself proves which messages an answer saw.
 */
export function writeMark(round: number, chat: number, number: number): string {
  return `m${round}-${chat}-${number}`
}

/** The marks quoted in a text, in order. */
export function readMarks(text: string): readonly string[] {
  return text.match(/\bm\d+-\d+-\d+\b/g) ?? []
}

/** The place of a mark within its chat: later messages of a round have higher ones. */
export function placeOfMark(mark: string): number {
  return Number(mark.split('-')[2])
}

const wordyParagraph = 'All of this is worth a longer explanation. '.repeat(35)

/** The answer: the marks in its first part; one in five is long enough to leave in two parts. */
export function quoteMarks(request: ChatRequest): string {
  const marks = readMarks(lastUserText(request))
  const head = `Answer to ${marks.join(' ')}.`
  if (!marks.some(isLongAnswer)) return head
  // Nothing but its key may make a second part look like another one.
  return [
    head,
    wordyParagraph,
    wordyParagraph,
    wordyParagraph,
    `End of what began for ${marks.join(' ').replaceAll('m', 'e')}.`,
  ].join('\n\n')
}

function isLongAnswer(mark: string): boolean {
  const [, chat, number] = mark.split('-').map(Number)
  return ((chat ?? 0) + (number ?? 0)) % 10 === 0
}
