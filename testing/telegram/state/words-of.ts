import { isRecord } from '../wire/params.ts'
import type { ApiMessage } from './api-types.ts'

/** What a reader reads in a message: its text or caption, or the words of its blocks, a line each. Empty where there are none. */
export function wordsOf({ text, caption, rich_message }: ApiMessage): string {
  return text ?? caption ?? linesOf(rich_message?.blocks).join('\n')
}

/** Goes by the names of fields, whatever the kinds of blocks. */
function linesOf(blocks: unknown): readonly string[] {
  return list(blocks)
    .filter(isRecord)
    .flatMap(block => [
      ...[block.summary, block.text, block.expression].map(inline),
      ...list(block.items).filter(isRecord).map(lineOfItem),
      ...list(block.cells).map(row =>
        list(row)
          .map(cell => inline(isRecord(cell) ? cell.text : ''))
          .join(' | '),
      ),
      ...linesOf(block.blocks),
      ...[block.caption, block.credit].map(inline),
    ])
    .filter(line => line !== '')
}

function lineOfItem({ label, blocks }: Readonly<Record<string, unknown>>): string {
  return `${inline(label)} ${linesOf(blocks).join('\n')}`
}

function inline(text: unknown): string {
  if (typeof text === 'string') return text
  if (Array.isArray(text)) return text.map(inline).join('')
  return isRecord(text) ? inline(text.text ?? text.alternative_text ?? text.expression) : ''
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
