export interface RichPart {
  /** Where it begins. */
  readonly at: number
  readonly kind: 'text' | 'strong' | 'em' | 'code' | 'del'
  readonly text: string
}

// A mark stands at a word's edge, so that `snake_case` and `2 * 3 * 4` stay what they are.
const marks =
  /`([^`\n]+)`|\*\*(?=\S)([^\n]+?)(?<=\S)\*\*|~~(?=\S)([^\n]+?)(?<=\S)~~|(?<![\p{L}\p{N}_*])[_*](?=\S)([^\n_*]+?)(?<=\S)[_*](?![\p{L}\p{N}_*])/gu

/** Cuts Markdown into marked and plain parts; marks within marks are text. Pure. */
export function parseMarks(markdown: string): readonly RichPart[] {
  const parts: RichPart[] = []
  let end = 0
  for (const match of markdown.matchAll(marks)) {
    const { 0: whole, 1: code, 2: strong, 3: del, 4: em, index } = match
    if (index > end) parts.push({ at: end, kind: 'text', text: markdown.slice(end, index) })
    parts.push({ at: index, ...toPart({ code, strong, del, em }) })
    end = index + whole.length
  }
  if (end < markdown.length) parts.push({ at: end, kind: 'text', text: markdown.slice(end) })
  return parts
}

type Found = Readonly<Record<'code' | 'strong' | 'del' | 'em', string | undefined>>

function toPart({ code, strong, del, em }: Found): Omit<RichPart, 'at'> {
  if (code !== undefined) return { kind: 'code', text: code }
  if (strong !== undefined) return { kind: 'strong', text: strong }
  return del === undefined ? { kind: 'em', text: em ?? '' } : { kind: 'del', text: del }
}
