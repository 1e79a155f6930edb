import { contentWords } from './content-words.ts'
import { matchEvery } from './match-every.ts'

/** A clause of a sentence or a cell of a table, with the words that say what its figures are about. */
export interface Segment {
  readonly start: number
  readonly end: number
  readonly words: ReadonlySet<string>
}

// Commas, semicolons and dashes part clauses, «и» and "and" only when a figure stands on both sides.
const borders =
  /[;,:(](?=\s|\p{L})|\s-\s|\s(?:а|но|but|while|whereas|a также)\s|\s(?:и|and)\s(?<=\d\P{L}{0,3}(?:\p{L}+\P{L}{0,3}){0,3}\s(?:и|and)\s)(?=[^,;]*\d)/gu

/** The clauses of `text` (unmasked). One that holds nothing but figures is about what stands before it, or else behind it. */
export function splitSegments(text: string, inherited: ReadonlySet<string> = new Set()): readonly Segment[] {
  const edges = [0, ...matchEvery(text, borders).map(({ index }) => index), text.length]
  const segments: Segment[] = []
  let before = inherited
  for (let at = 0; at + 1 < edges.length; at++) {
    const start = edges[at] ?? 0
    const end = edges[at + 1] ?? text.length
    const own = new Set(contentWords(text.slice(start, end)))
    const words = own.size > 0 ? own : before
    segments.push({ start, end, words })
    before = words
  }
  return segments
}

/** The clause in which the character at `index` stands. */
export function segmentAt(segments: readonly Segment[], index: number): Segment {
  return segments.findLast(({ start }) => start <= index) ?? { start: 0, end: 0, words: new Set() }
}
