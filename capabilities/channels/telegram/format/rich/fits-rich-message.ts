import type { MarkedWords, RichBlock } from '../../../rich-block.ts'

/** Counted with list items and rows of tables, which Telegram counts as blocks. */
const maxBlocks = 500
/** Blocks, list items and formatting within one another. How Telegram counts is not known in full: counted generously here. */
const maxLevels = 16
const maxColumns = 20

/**
 * Whether Telegram takes the blocks in one message, as far as its limits are known. None of the blocks may be empty: whether it takes
 * such is not known. That they are short enough follows from the text they belong to, which is one message of 4,096 units.
 */
export function fitsRichMessage(blocks: readonly RichBlock[]): boolean {
  const size = measureAll(blocks)
  return size.blocks <= maxBlocks && size.levels <= maxLevels && size.columns <= maxColumns && !size.hasHollow
}

interface Size {
  readonly blocks: number
  readonly levels: number
  readonly columns: number
  readonly hasHollow: boolean
}

const nothing: Size = { blocks: 0, levels: 0, columns: 0, hasHollow: false }

function measureAll(blocks: readonly RichBlock[]): Size {
  return blocks.map(measure).reduce(add, { ...nothing, hasHollow: blocks.length === 0 })
}

function measure(block: RichBlock): Size {
  switch (block.kind) {
    case 'divider':
      return within(nothing)
    case 'code':
      return within({ ...nothing, hasHollow: block.code.trim() === '' })
    case 'paragraph':
    case 'heading':
      return within(measureWords(block.words))
    case 'quote':
      return within(measureAll(block.blocks))
    case 'list':
      return within(block.items.map(item => within(measureAll(item.blocks))).reduce(add, nothing))
    case 'table': {
      const rows = [block.head, ...block.rows]
      const size = rows.map(row => within(row.map(measureWords).reduce(add, nothing))).reduce(add, nothing)
      const hasHollow = rows.flat().every(({ text }) => text === '')
      return within({ ...size, columns: block.head.length, hasHollow })
    }
  }
}

function measureWords({ entities }: MarkedWords): Size {
  const depths = entities.map(one => entities.filter(other => covers(other, one)).length)
  return { ...nothing, levels: Math.max(0, ...depths) }
}

function covers(outer: Stretch, inner: Stretch): boolean {
  return outer.offset <= inner.offset && inner.offset + inner.length <= outer.offset + outer.length
}

type Stretch = MarkedWords['entities'][number]

function within(inner: Size): Size {
  return { ...inner, blocks: inner.blocks + 1, levels: inner.levels + 1 }
}

function add(one: Size, other: Size): Size {
  return {
    blocks: one.blocks + other.blocks,
    levels: Math.max(one.levels, other.levels),
    columns: Math.max(one.columns, other.columns),
    hasHollow: one.hasHollow || other.hasHollow,
  }
}
