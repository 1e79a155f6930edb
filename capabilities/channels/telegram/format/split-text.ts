import type { FormattedText } from './formatted-text.ts'
import { sliceText } from './slice-text.ts'

export interface SplitLimits {
  readonly maxUnits: number
  readonly maxEntities: number
}

/** Where a reader minds a cut least, best first: behind a blank line, a line, a sentence, a space. */
const seams = [/\n[^\S\n]*\n/g, /\n/g, /(?:[.!?…]["'»”’)\]]*\s|[。！？])/g, /\s/g]

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Cuts text into parts within the limits, at the best seam in the last half of what fits, at worst between two graphemes.
 * Entities cut in two go on in the next part. Only white space at a cut is lost.
 */
export function splitText(whole: FormattedText, limits: SplitLimits): readonly FormattedText[] {
  const parts: FormattedText[] = []
  let start = 0
  while (start < whole.text.length) {
    const end = findCut(whole, start, limits)
    const part = sliceText(whole, start, end)
    if (part.text !== '') parts.push(part)
    start = end
  }
  return parts
}

function findCut(whole: FormattedText, start: number, limits: SplitLimits): number {
  const end = Math.min(start + limits.maxUnits, endByEntities(whole, start, limits.maxEntities))
  if (end >= whole.text.length) return whole.text.length
  return findSeam(whole.text, start, end) ?? findGrapheme(whole.text, start, end)
}

/** The entity that is one too many begins the next part. */
function endByEntities({ text, entities }: FormattedText, start: number, maxEntities: number): number {
  const ahead = entities.filter(({ offset, length }) => offset + length > start)
  return ahead[maxEntities]?.offset ?? text.length
}

function findSeam(text: string, start: number, end: number): number | null {
  const middle = start + Math.ceil((end - start) / 2)
  // White space at a cut is dropped, so it may stand behind the last unit that fits.
  const last = end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0)
  for (const seam of seams) {
    const ends = [...text.slice(middle, last + 2).matchAll(seam)].map(match => middle + match.index + match[0].length)
    const cut = ends.findLast(each => each <= last)
    if (cut !== undefined) return cut
  }
  return null
}

function findGrapheme(text: string, start: number, end: number): number {
  const cut = start + (graphemes.segment(text.slice(start, end + 2)).containing(end - start)?.index ?? 0)
  if (cut > start) return cut
  // One grapheme longer than a message: cut it, but not a surrogate pair.
  return /[\udc00-\udfff]/.test(text.charAt(end)) ? end - 1 : end
}
