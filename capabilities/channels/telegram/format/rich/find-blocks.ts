import type { ShownTime } from '../../../contract.ts'
import type { RichBlock } from '../../../rich-block.ts'
import { isTangled } from '../is-tangled.ts'
import { fitsRichMessage } from './fits-rich-message.ts'
import { markdownToBlocks } from './markdown-to-blocks.ts'

/**
 * The blocks of a reply that text would flatten: one with a heading, a table or a list within a list. Null where text says it as
 * well, and where Telegram would take no such blocks. Pure.
 */
export function findBlocks(markdown: string, times: readonly ShownTime[]): readonly RichBlock[] | null {
  if (isTangled(markdown)) return null
  const blocks = markdownToBlocks(markdown, times)
  return blocks.some(isFlattenedByText) && fitsRichMessage(blocks) ? blocks : null
}

function isFlattenedByText(block: RichBlock): boolean {
  if (block.kind === 'heading' || block.kind === 'table') return true
  if (block.kind === 'quote') return block.blocks.some(isFlattenedByText)
  return block.kind === 'list' && block.items.some(item => item.blocks.some(isListOrFlattened))
}

function isListOrFlattened(block: RichBlock): boolean {
  return block.kind === 'list' || isFlattenedByText(block)
}
