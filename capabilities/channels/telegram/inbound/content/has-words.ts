const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Whether a text says something worth an answer: a single sign that is no letter or digit ("?", "👍") does not. */
export function hasWords(text: string): boolean {
  if (/[\p{L}\p{N}]/u.test(text)) return true
  const [, second] = graphemes.segment(text.trim())
  return second !== undefined
}
