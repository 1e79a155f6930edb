import { matchEvery } from './match-every.ts'

/** A stretch of a reply that stands or falls as a whole. `lead` (indent, list marker) + `text` + `tail` (space) is the original. */
export interface Sentence {
  readonly lead: string
  readonly text: string
  readonly tail: string
  /** Index of its line. */
  readonly line: number
}

/** Cuts a reply into sentences; a line break always ends one. Joined together they are the reply again. */
export function splitSentences(reply: string): readonly Sentence[] {
  return reply.split(/(?<=\n)/).flatMap((line, index) => splitLine(line, index))
}

// Bullets, numbers, quotes and headings of Markdown; a number counts only with a dot or bracket and a space behind it.
const leadPattern = /^\s*(?:>\s*)*(?:#{1,6}\s+|(?:(?:[-*+•–—▪✅✔👉🔹]\ufe0f?)+|\(?\d{1,2}[.)]|\d\ufe0f?\u20e3)\s+)?/u

function splitLine(line: string, index: number): readonly Sentence[] {
  const lead = leadPattern.exec(line)?.[0] ?? ''
  const body = line.slice(lead.length)
  const sentences: Sentence[] = []
  let from = 0
  for (const end of findEnds(body)) {
    const [, text = '', tail = ''] = /^(.*?)(\s*)$/s.exec(body.slice(from, end)) ?? []
    sentences.push({ lead: from === 0 ? lead : '', text, tail, line: index })
    from = end
  }
  return sentences
}

const enders = /[.!?…]+["»”')*_]*(?=\s|$)|[。！？]+["»”」』)]*/gu
// A dot behind one of these, or behind one letter, ends no sentence unless the line ends there.
const abbreviations =
  /(?:^|[^\p{L}])(?:руб|тыс|млн|млрд|мин|час|сек|мес|нед|дн|др|пр|г|гг|ул|д|кв|стр|им|м|т|ст|см|пн|вт|ср|чт|пт|сб|вс|т\.\s?(?:д|п|е|к)|e\.g|i\.e|mr|mrs|ms|dr|st|no|vs|approx|min|max|etc|inc|ltd|a\.m|p\.m|\p{L})\.$/iu

function findEnds(body: string): readonly number[] {
  const ends: number[] = []
  for (const match of matchEvery(body, enders)) {
    const end = match.index + match[0].length
    const space = /^\s*/.exec(body.slice(end))?.[0].length ?? 0
    const next = body.slice(end + space)
    const isAbbreviation = match[0] === '.' && abbreviations.test(body.slice(Math.max(0, end - 12), end))
    if (next !== '' && isAbbreviation && !startsAnew(next)) continue
    ends.push(end + space)
  }
  return ends.at(-1) === body.length ? ends : [...ends, body.length]
}

/** «за 2500 руб. Запишу вас»: behind an abbreviation only a capital letter and a small one begin a sentence. */
function startsAnew(next: string): boolean {
  return /^["«(]?\p{Lu}\p{Ll}+/u.test(next)
}
