import type { MarkedToken, Token, Tokens } from 'marked'
import type { ShownTime } from '../../../contract.ts'
import type { MarkedWords, RichBlock, RichItem } from '../../../rich-block.ts'
import { isVisible } from '../formatted-text.ts'
import { lexMarkdown } from '../lex-markdown.ts'
import { markTimes } from '../mark-times.ts'
import { createTextWriter } from '../text-writer.ts'
import { writeInline } from '../write-inline.ts'
import { hasSurplusCells } from '../write-table.ts'

/** Markdown as blocks: the words, links and marks that `markdownToText` makes of it, under its own headings and in its own tables. */
export function markdownToBlocks(markdown: string, times: readonly ShownTime[]): readonly RichBlock[] {
  return readBlocks(lexMarkdown(markdown), times)
}

/** What nobody would see is no block. */
function readBlocks(tokens: readonly Token[], times: readonly ShownTime[]): readonly RichBlock[] {
  return tokens
    .filter(({ type }) => type !== 'space')
    .map(token => readBlock(token as MarkedToken, times))
    .filter(block => !('words' in block) || isVisible(block.words.text))
}

function readBlock(token: MarkedToken, times: readonly ShownTime[]): RichBlock {
  switch (token.type) {
    case 'heading':
      return { kind: 'heading', words: readWords(token.tokens, times), level: token.depth }
    case 'paragraph':
      return { kind: 'paragraph', words: readWords(token.tokens, times) }
    case 'text':
      return { kind: 'paragraph', words: readWords(token.tokens ?? [token], times) }
    case 'code':
      return readCode(token)
    case 'blockquote':
      return { kind: 'quote', blocks: readBlocks(token.tokens, times) }
    case 'list':
      return { kind: 'list', items: token.items.map((item, index) => readItem(token, item, { index, times })) }
    case 'table':
      return readTable(token, times)
    case 'hr':
      return { kind: 'divider' }
    default:
      return { kind: 'paragraph', words: { text: token.raw.trim(), entities: [] } }
  }
}

function readWords(tokens: readonly Token[], times: readonly ShownTime[]): MarkedWords {
  const writer = createTextWriter()
  writeInline(writer, tokens)
  const words = writer.finish()
  return { text: words.text, entities: markTimes(words, times) }
}

function readCode({ text, lang }: Tokens.Code): RichBlock {
  const language = /^\S+/.exec(lang ?? '')?.[0]
  return { kind: 'code', code: text, ...(language !== undefined && { language }) }
}

function readItem(
  list: Tokens.List,
  item: Tokens.ListItem,
  { index, times }: { readonly index: number; readonly times: readonly ShownTime[] },
): RichItem {
  return {
    blocks: readBlocks(item.tokens, times),
    ...(list.ordered && { number: Number(list.start) + index }),
    ...(item.task && { isDone: item.checked === true }),
  }
}

/** As in text, a table of which the parser drops cells is shown as it was written. */
function readTable(table: Tokens.Table, times: readonly ShownTime[]): RichBlock {
  if (hasSurplusCells(table)) return { kind: 'code', code: table.raw.trimEnd() }
  const readRow = (cells: readonly Tokens.TableCell[]) => cells.map(({ tokens }) => readWords(tokens, times))
  const align = table.align.map(side => side ?? 'left')
  return { kind: 'table', head: readRow(table.header), rows: table.rows.map(readRow), align }
}
