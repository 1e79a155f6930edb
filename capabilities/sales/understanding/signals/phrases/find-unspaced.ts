import type { Found, PhraseList } from './find-phrases.ts'

/**
 * Phrases in Chinese and Thai, which are written without blanks: the longest entry at a place wins over those within it
 * («不可以» over «可以»), and a negation right before an entry turns it round. Positions are UTF-16 units.
 */
export function findUnspaced<Meaning>(
  text: string,
  topics: readonly (readonly PhraseList<Meaning>[])[],
): readonly Found<Meaning>[] {
  if (!/[\p{Script=Han}\p{Script=Thai}]/u.test(text)) return []
  const folded = text.toLowerCase()
  return topics.flatMap(lists => {
    const found = lists.flatMap(list => list.lines.flatMap(line => findLine(folded, line, list.meaning)))
    return found.filter(inner => !found.some(outer => contains(outer, inner)))
  })
}

function findLine<Meaning>(text: string, line: string, meaning: Meaning): readonly Found<Meaning>[] {
  const first = text.indexOf(line)
  if (first < 0) return []
  const isNegated = !negation.test(line) && negationBefore.test(text.slice(0, first))
  return [{ meaning, first, last: first + line.length - 1, isNegated, isWholeQuestion: false }]
}

const negation = /^(?:不|没|別|别|ไม่|อย่า)/u
const negationBefore = /(?:不|没|别|不想|不要|不用|ไม่|ไม่อยาก|ไม่ต้อง)$/u

function contains<Meaning>(outer: Found<Meaning>, inner: Found<Meaning>): boolean {
  return outer.first <= inner.first && outer.last >= inner.last && outer.last - outer.first > inner.last - inner.first
}
