import { splitLongText } from './split-long-text.ts'

export interface ProseBlock {
  readonly kind: 'paragraph' | 'item'
  readonly text: string
}

// Where a stretch is long enough to answer by itself, and what a prompt can take several of.
const enoughUnits = 500
const maxUnits = 900

/** Paragraphs and items of one section, joined into stretches of about `enoughUnits` to `maxUnits`; only a longer block is cut. */
export function packProse(blocks: readonly ProseBlock[]): readonly string[] {
  const stretches: string[] = []
  let current = ''
  let previous: ProseBlock['kind'] = 'paragraph'
  for (const block of blocks) {
    for (const piece of splitLongText(block.text, maxUnits)) {
      // A line that ends in a colon introduces what follows it.
      const isEnough = current.length >= enoughUnits && !current.endsWith(':')
      if (current !== '' && (current.length + piece.length > maxUnits || (isEnough && block.kind === 'paragraph'))) {
        stretches.push(current)
        current = ''
      }
      const gap = previous === 'item' && block.kind === 'item' ? '\n' : current.endsWith(':') ? '\n' : '\n\n'
      current = current === '' ? piece : `${current}${gap}${piece}`
      previous = block.kind
    }
  }
  return current === '' ? stretches : [...stretches, current]
}
