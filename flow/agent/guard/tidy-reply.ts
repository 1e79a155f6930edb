import type { Sentence } from './text/split-sentences.ts'

/**
 * The reply without the dropped sentences, so that it still reads: no lists without items, no headings of nothing, no question
 * about what is gone; empty when only a greeting is left.
 */
export function tidyReply(sentences: readonly Sentence[], dropped: ReadonlySet<Sentence>): string {
  const kept = sentences.filter((sentence, at) => !dropped.has(sentence) && !leansOnDropped(sentences, at, dropped))
  const lines = joinLines(dropHeadings(kept, dropped, sentences))
  const text = renumber(lines)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return isEmptyTalk(text) ? '' : text
}

// What refers back to the sentence before it, and means something else, or nothing, without it.
const referring =
  /^(?:это|этот|эта|эти|такая|такой|такое|так что|поэтому|при этом|зато|и (?:это|все|ещё|еще)|кроме того|более того|также|тоже|туда|там|тогда|всего|итого|подходит|подойд[её]т|удобно|устраивает|устроит|годится|согласны|договорились|берёте|берете|оформляем|записывать|записать|бронируем|хорошая|неплохая|выгодно|правда|верно|да\?|ок\?|this|that|these|those|it|it's|so|therefore|also|besides|moreover|then|does (?:that|it|this)|is (?:that|it|this)|would (?:that|it|this)|shall (?:i|we) (?:book|confirm|proceed)|how does that|sound|deal|ok\?|okay\?|right\?|interested)(?![\p{L}])/iu

function leansOnDropped(sentences: readonly Sentence[], at: number, dropped: ReadonlySet<Sentence>): boolean {
  const sentence = sentences[at]
  const before = sentences.slice(0, at).findLast(({ text }) => text !== '')
  if (sentence === undefined || before === undefined || !dropped.has(before)) return false
  return referring.test(sentence.text.replace(/^[^\p{L}]+/u, ''))
}

/** A line that ends in a colon introduces what follows; when that is gone, so is it. */
function dropHeadings(
  kept: readonly Sentence[],
  dropped: ReadonlySet<Sentence>,
  all: readonly Sentence[],
): readonly Sentence[] {
  return kept.filter(sentence => {
    const isIntroduction = /[:：]\**\s*$/.test(sentence.text) || /^\s*#{1,6}\s/.test(sentence.lead)
    if (!isIntroduction) return true
    const following = all.slice(all.indexOf(sentence) + 1).filter(({ text }) => text !== '')
    const own = takeList(following)
    return own.length === 0
      ? !following.slice(0, 1).some(next => dropped.has(next))
      : own.some(item => !dropped.has(item))
  })
}

/** The list items that follow at once. */
function takeList(following: readonly Sentence[]): readonly Sentence[] {
  const listLines = new Set<number>()
  for (const { lead, line } of following) {
    if (/[-*+•\d]/.test(lead)) listLines.add(line)
    else if (!listLines.has(line)) break
  }
  return following.filter(({ line }) => listLines.has(line))
}

function joinLines(kept: readonly Sentence[]): readonly string[] {
  const lines = new Map<number, Sentence[]>()
  for (const sentence of kept) {
    const line = lines.get(sentence.line)
    if (line === undefined) lines.set(sentence.line, [sentence])
    else line.push(sentence)
  }
  return [...lines.values()].map(parts =>
    parts
      .map(({ lead, text, tail }) => `${lead}${text}${tail}`)
      .join('')
      .replace(/[ \t]*\n?$/, ''),
  )
}

/** «1., 3.» becomes «1., 2.». */
function renumber(lines: readonly string[]): readonly string[] {
  let number = 0
  return lines.map(line => {
    const item = /^(\s*)\d{1,2}([.)]\s)/.exec(line)
    if (item === null) {
      if (line.trim() !== '') number = 0
      return line
    }
    number++
    return `${item[1]}${number}${item[2]}${line.slice(item[0].length)}`
  })
}

const pleasantries =
  /(?:здравствуйте|привет(?:ствую)?|добрый (?:день|вечер)|доброе утро|спасибо(?: за (?:вопрос|обращение|интерес|сообщение))?|хороший вопрос|отличный вопрос|конечно|да|отлично|с удовольствием|рад(?:а|ы)? (?:помочь|вам|вас видеть)|понимаю(?: вас)?|хорошо|кстати|hello|hi(?: there)?|good (?:morning|afternoon|evening|question)|great question|thank you(?: for (?:asking|your question|your message))?|thanks|sure|of course|certainly|yes|great|absolutely|no problem|glad to help|happy to help|你好|您好|สวัสดี(?:ค่ะ|ครับ)?)/giu

/** A greeting alone answers nothing: better the line that says so. */
function isEmptyTalk(text: string): boolean {
  return text.replace(pleasantries, '').replace(/[\p{P}\p{S}\s\p{M}\u200d]/gu, '') === ''
}
