import { isRecord } from '../wire/params.ts'

/** What the Bot API limits in a rich message. */
export interface RichSize {
  blocks: number
  /** Blocks, items and formatting within one another, at the deepest. */
  levels: number
  characters: number
  columns: number
  /** Whether a paragraph, heading or piece of code has nothing to see. */
  hasEmptyBlock: boolean
}

/** Counts what blocks that fit the schema hold. Which levels the server counts is not known in full: here every one counts. */
export function measureBlocks(blocks: readonly unknown[]): RichSize {
  const size: RichSize = { blocks: 0, levels: 0, characters: 0, columns: 0, hasEmptyBlock: false }
  for (const block of blocks) countBlock(block, 1, size)
  return size
}

const textBlocks: ReadonlySet<unknown> = new Set(['paragraph', 'heading', 'pre', 'footer'])

function countBlock(block: unknown, level: number, size: RichSize): void {
  if (!isRecord(block)) return
  enter(level, size)
  const charactersBefore = size.characters
  for (const field of ['text', 'summary', 'credit', 'caption', 'expression']) countText(block[field], level, size)
  if (textBlocks.has(block.type) && size.characters === charactersBefore) size.hasEmptyBlock = true
  for (const inner of list(block.blocks)) countBlock(inner, level + 1, size)
  for (const item of list(block.items)) countItem(item, level + 1, size)
  for (const row of list(block.cells)) countRow(list(row), level + 1, size)
}

function countItem(item: unknown, level: number, size: RichSize): void {
  if (!isRecord(item)) return
  enter(level, size)
  for (const block of list(item.blocks)) countBlock(block, level + 1, size)
}

function countRow(cells: readonly unknown[], level: number, size: RichSize): void {
  enter(level, size)
  const spans = cells.map(cell => (isRecord(cell) ? Number(cell.colspan ?? 1) : 0))
  size.columns = Math.max(
    size.columns,
    spans.reduce((sum, span) => sum + span, 0),
  )
  for (const cell of cells) if (isRecord(cell)) countText(cell.text, level, size)
}

function enter(level: number, size: RichSize): void {
  size.blocks++
  size.levels = Math.max(size.levels, level)
}

function countText(text: unknown, level: number, size: RichSize): void {
  if (typeof text === 'string') size.characters += [...text].length
  else if (Array.isArray(text)) for (const part of text) countText(part, level, size)
  else if (isRecord(text)) {
    size.levels = Math.max(size.levels, level + 1)
    for (const field of ['text', 'alternative_text', 'expression']) countText(text[field], level + 1, size)
  }
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
