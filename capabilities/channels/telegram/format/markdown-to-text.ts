import type { MarkedToken, Token, Tokens } from 'marked'
import type { FormattedText } from './formatted-text.ts'
import { lexMarkdown } from './lex-markdown.ts'
import { createTextWriter, type Mark, type TextWriter } from './text-writer.ts'
import { writeInline } from './write-inline.ts'
import { writeTable } from './write-table.ts'

/** Renders markdown as text and entities; what Telegram has no form for is laid out in characters. */
export function markdownToText(markdown: string): FormattedText {
  const writer = createTextWriter()
  writeBlocks(writer, lexMarkdown(markdown), 0)
  return writer.finish()
}

/** Keeps the distances of the source: a list that follows its introduction closely stays close to it. */
function writeBlocks(writer: TextWriter, tokens: readonly Token[], listDepth: number): void {
  let newlines = 0
  for (const token of tokens) {
    if (token.type !== 'space') {
      if (token !== tokens[0]) writer.breakLine(newlines > 1 ? 2 : 1)
      writeBlock(writer, token as MarkedToken, listDepth)
      newlines = 0
    }
    newlines += countTrailingNewlines(token.raw)
  }
}

function countTrailingNewlines(raw: string): number {
  return raw.slice(raw.trimEnd().length).split('\n').length - 1
}

function writeBlock(writer: TextWriter, token: MarkedToken, listDepth: number): void {
  switch (token.type) {
    case 'heading':
      writer.mark({ type: 'bold' }, () => writeInline(writer, token.tokens))
      break
    case 'paragraph':
      writeInline(writer, token.tokens)
      break
    case 'text':
      writeInline(writer, token.tokens ?? [token])
      break
    case 'code':
      writer.mark(codeMark(token), () => writer.writeVerbatim(token.text))
      break
    case 'blockquote':
      writer.mark({ type: 'blockquote' }, () => writeBlocks(writer, token.tokens, listDepth))
      break
    case 'list':
      writeList(writer, token, listDepth)
      break
    case 'table':
      writeTable(writer, token)
      break
    case 'hr':
      writer.write('———')
      break
    default:
      writer.write(token.raw.trimEnd())
  }
}

function codeMark({ lang }: Tokens.Code): Mark {
  const language = /^\S+/.exec(lang ?? '')?.[0]
  return language === undefined ? { type: 'pre' } : { type: 'pre', language }
}

function writeList(writer: TextWriter, list: Tokens.List, listDepth: number): void {
  list.items.forEach((item, index) => {
    if (index > 0) writer.breakLine(list.loose ? 2 : 1)
    const label = itemLabel(list, item, { index, listDepth })
    writer.write(label)
    writer.indent(' '.repeat(label.length), () => writeBlocks(writer, item.tokens, listDepth + 1))
  })
}

function itemLabel(list: Tokens.List, item: Tokens.ListItem, at: { index: number; listDepth: number }): string {
  const box = item.checked ? '☑ ' : '☐ '
  if (list.ordered) return `${Number(list.start) + at.index}. ${item.task ? box : ''}`
  if (item.task) return box
  return at.listDepth === 0 ? '• ' : '◦ '
}
