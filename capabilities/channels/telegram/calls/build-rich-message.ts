import type { InputRichBlock, InputRichBlockListItem, RichBlockTableCell, RichText } from 'grammy/types'
import type { ChatAddress, OutboundPart, TextEntity } from '../../contract.ts'
import type { MarkedWords, RichBlock, RichItem, RichTable } from '../../rich-block.ts'
import type { TelegramClient } from '../client/create-client.ts'
import { buildEnvelope, weekdayDateAndTime } from './build-part.ts'

type SendRichMessage = Parameters<TelegramClient['raw']['sendRichMessage']>[0]

/** A part as its blocks. Pure. Never Markdown or HTML, which the server would read in its own way. */
export function buildRichMessage(chat: ChatAddress, part: OutboundPart, blocks: readonly RichBlock[]): SendRichMessage {
  return { ...buildEnvelope(chat, part), rich_message: { blocks: blocks.map(buildBlock) } }
}

function buildBlock(block: RichBlock): InputRichBlock {
  switch (block.kind) {
    case 'paragraph':
      return { type: 'paragraph', text: buildWords(block.words) }
    case 'heading':
      return { type: 'heading', text: buildWords(block.words), size: sizes[block.level - 1] ?? 6 }
    case 'code':
      return { type: 'pre', text: block.code, ...(block.language !== undefined && { language: block.language }) }
    case 'quote':
      return { type: 'blockquote', blocks: block.blocks.map(buildBlock) }
    case 'list':
      return { type: 'list', items: block.items.map(buildItem) }
    case 'table':
      return buildTable(block)
    case 'divider':
      return { type: 'divider' }
  }
}

const sizes = [1, 2, 3, 4, 5, 6] as const

function buildItem({ blocks, number, isDone }: RichItem): InputRichBlockListItem {
  return {
    blocks: blocks.map(buildBlock),
    ...(number !== undefined && { value: number, type: '1' }),
    ...(isDone !== undefined && { has_checkbox: true }),
    ...(isDone === true && { is_checked: true }),
  }
}

function buildTable({ head, rows, align }: RichTable): InputRichBlock {
  const buildCell = (words: MarkedWords, column: number): RichBlockTableCell => ({
    text: buildWords(words),
    align: align[column] ?? 'left',
    valign: 'top',
  })
  const header = head.map((words, column) => ({ ...buildCell(words, column), is_header: true as const }))
  return { type: 'table', cells: [header, ...rows.map(row => row.map(buildCell))], is_bordered: true }
}

/** Formatting stands around words here, where in a text it lies over them. */
function buildWords(words: MarkedWords): RichText {
  return join(nest(words, 0, words.text.length))
}

function nest({ text, entities }: MarkedWords, start: number, end: number): RichText[] {
  const [outer, ...others] = entities
  if (outer === undefined) return start < end ? [text.slice(start, end)] : []
  const outerEnd = outer.offset + outer.length
  const inner = others.filter(({ offset, length }) => offset + length <= outerEnd)
  const later = others.filter(({ offset }) => offset >= outerEnd)
  return [
    ...(start < outer.offset ? [text.slice(start, outer.offset)] : []),
    buildMark(outer, join(nest({ text, entities: inner }, outer.offset, outerEnd))),
    ...nest({ text, entities: later }, outerEnd, end),
  ]
}

function join(pieces: RichText[]): RichText {
  const [only = '', ...others] = pieces
  return others.length === 0 ? only : pieces
}

function buildMark({ type, url = '', unixTime = 0 }: TextEntity, text: RichText): RichText {
  switch (type) {
    case 'text_link':
      return { type: 'url', text, url }
    case 'date_time':
      return { type, text, unix_time: unixTime, date_time_format: weekdayDateAndTime }
    case 'pre':
    case 'blockquote':
      // They are blocks here, and no part of a line.
      return text
    default:
      return { type, text }
  }
}
