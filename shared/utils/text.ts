const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Cuts `text` to at most `maxUnits` UTF-16 units without splitting a grapheme; what was cut is shown as `…`. */
export function truncate(text: string, maxUnits: number): string {
  if (text.length <= maxUnits) return text
  let end = 0
  for (const { segment, index } of graphemes.segment(text.slice(0, maxUnits))) {
    if (index + segment.length > maxUnits - 1) break
    end = index + segment.length
  }
  return `${text.slice(0, end)}…`
}

/** Folded for search: compatibility form, lower case, ё as е. SQLite's own `lower()` folds ASCII only. */
export function foldForSearch(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е')
}
