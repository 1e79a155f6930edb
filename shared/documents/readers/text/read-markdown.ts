import { type MarkedToken, marked, type Token, type Tokens } from 'marked'
import { parse } from 'yaml'
import type { Section } from '../../document.ts'
import { createSectionWriter, type SectionWriter } from './section-writer.ts'
import { takeQuestions } from './take-questions.ts'
import { tidyLine, tidyText } from './tidy.ts'

/** Markdown without its marks. Front matter may hold `title` and `questions` (also `вопросы`): a text or a list. */
export function readMarkdown(source: string): readonly Section[] {
  const { matter, body } = splitFrontMatter(source)
  const writer = createSectionWriter()
  for (const token of marked.lexer(body, { gfm: true })) writeToken(token as MarkedToken, writer)
  return addFrontMatter(takeQuestions(writer.finish()), matter)
}

function writeToken(token: MarkedToken, writer: SectionWriter): void {
  switch (token.type) {
    case 'heading':
      writer.heading(token.depth, tidyLine(inlineText(token.tokens)))
      break
    case 'list':
      for (const item of token.items) writeText('item', blockText(item.tokens), writer)
      break
    case 'table':
      writeTable(token as Tokens.Table, writer)
      break
    case 'blockquote':
      for (const inner of token.tokens) writeToken(inner as MarkedToken, writer)
      break
    case 'space':
    case 'hr':
    case 'def':
      break
    default:
      writeText('paragraph', blockText([token]), writer)
  }
}

function writeTable(table: Tokens.Table, writer: SectionWriter): void {
  const cells = (row: readonly Tokens.TableCell[]): string[] => row.map(cell => tidyLine(inlineText(cell.tokens)))
  writer.block({ kind: 'table', columns: cells(table.header), rows: table.rows.map(cells) })
}

function writeText(kind: 'paragraph' | 'item', text: string, writer: SectionWriter): void {
  const tidy = tidyText(text)
  if (tidy !== '') writer.block({ kind, text: tidy })
}

/** Blocks inside a list item, one a line. */
function blockText(tokens: readonly Token[]): string {
  return tokens
    .map(token => {
      const inner = token as MarkedToken
      if (inner.type === 'list') return inner.items.map(item => blockText(item.tokens)).join('\n')
      if (inner.type === 'html') return inner.text.replaceAll(/<[^>]*>/g, ' ')
      return inlineText([token])
    })
    .join('\n')
}

function inlineText(tokens: readonly Token[]): string {
  return tokens.map(token => inlineOf(token as MarkedToken)).join('')
}

function inlineOf(token: MarkedToken): string {
  if (token.type === 'br') return '\n'
  if (token.type === 'html') return token.text.replaceAll(/<[^>]*>/g, ' ')
  if (token.type === 'link') return linkText(inlineText(token.tokens), token.href)
  if ('tokens' in token && token.tokens !== undefined && token.tokens.length > 0) return inlineText(token.tokens)
  return 'text' in token ? decodeEntities(token.text) : token.raw
}

/** The address is kept where the words do not say it: clients ask for it. */
function linkText(words: string, href: string): string {
  const address = href.replace(/^(mailto|tel):/, '')
  return words === '' || words === address ? address : `${words} (${address})`
}

function decodeEntities(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" }
  return text.replaceAll(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => entities[name] ?? '')
}

interface FrontMatter {
  readonly title: string
  readonly questions: string
}

function splitFrontMatter(source: string): { readonly matter: FrontMatter | null; readonly body: string } {
  const found = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(source)
  if (found === null) return { matter: null, body: source }
  const matter = parseFrontMatter(found[1] ?? '')
  return matter === null ? { matter, body: source } : { matter, body: source.slice(found[0].length) }
}

/** Null when it is no mapping: then the two lines of dashes were text. */
function parseFrontMatter(text: string): FrontMatter | null {
  try {
    const value: unknown = parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
    const fields = new Map(Object.entries(value).map(([key, field]) => [key.toLowerCase(), field]))
    return {
      title: tidyLine(String(fields.get('title') ?? fields.get('заголовок') ?? '')),
      questions: [fields.get('questions') ?? [], fields.get('вопросы') ?? []]
        .flat()
        .map(String)
        .map(tidyLine)
        .join('; '),
    }
  } catch {
    return null
  }
}

/** The questions of the front matter belong to every section. */
function addFrontMatter(sections: readonly Section[], matter: FrontMatter | null): readonly Section[] {
  if (matter === null) return sections
  const { title, questions } = matter
  return sections.map(section => ({
    headings: title === '' || section.headings[0] === title ? section.headings : [title, ...section.headings],
    blocks: questions === '' ? section.blocks : [{ kind: 'questions', text: questions }, ...section.blocks],
  }))
}
