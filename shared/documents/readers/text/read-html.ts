import type { Builder, Formatter, Node, Walk } from 'html-to-text'
import type { Section } from '../../document.ts'
import { readRows } from './read-rows.ts'
import { createSectionWriter, type SectionWriter } from './section-writer.ts'
import { takeQuestions } from './take-questions.ts'
import { tidyText } from './tidy.ts'

// Characters for private use: what begins a block, parts cells, parts rows. The document's own are taken out first.
const mark = '\uE000'
const cellEnd = '\uE001'
const rowEnd = '\uE002'
// Below h6: the lines inside a table that head what follows.
const groupLevel = 7

/** A page without its tags: headings, paragraphs, list items and tables. Navigation and scripts are left out. */
export async function readHtml(html: string): Promise<readonly Section[]> {
  const { convert } = await import('html-to-text')
  const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
  const text = convert(html.replaceAll(/[\uE000-\uE002]/g, ' '), {
    wordwrap: false,
    formatters: { heading: formatHeading, item: formatItem, table: formatTable, link: formatLink },
    selectors: [
      ...headings.map(selector => ({ selector, format: 'heading' })),
      { selector: 'li', format: 'item' },
      { selector: 'table', format: 'table' },
      { selector: 'a', format: 'link' },
      ...['ul', 'ol', 'dl', 'dt', 'dd', 'blockquote'].map(selector => ({ selector, format: 'block' })),
      ...['nav', 'img', 'svg', 'head', 'button', 'select'].map(selector => ({ selector, format: 'skip' })),
    ],
    limits: { maxInputLength: 16_777_216, maxDepth: 100 },
  })
  const writer = createSectionWriter()
  for (const part of splitParts(text)) writePart(part, writer)
  return takeQuestions(writer.finish())
}

const formatHeading: Formatter = (node, walk, builder) => {
  addMarked(`${node.name?.slice(1) ?? '1'}`, builder, () => walk(node.children, builder))
}

const formatItem: Formatter = (node, walk, builder) => {
  addMarked('i', builder, () => walk(node.children, builder))
}

/** The address of a link is kept where the words do not say it: clients ask for it. */
const formatLink: Formatter = (node, walk, builder) => {
  walk(node.children, builder)
  const href = 'attribs' in node ? (node.attribs as Readonly<Record<string, string>>).href : undefined
  if (href === undefined || !/^(https?|mailto|tel):/.test(href)) return
  const address = href.replace(/^(mailto|tel):/, '')
  const words = textOf(node)
  if (!words.includes(address.replace(/^https?:\/\//, '').replace(/\/$/, ''))) builder.addInline(` (${address})`)
}

/** A table that only lays out a page (it holds another one, or headings) is walked like any other block. */
const formatTable: Formatter = (node, walk: Walk, builder) => {
  const isLayout = findAll(node, ['table', 'h1', 'h2', 'h3']).length > 0
  const rows = findAll(node, ['tr']).map(row => findAll(row, ['td', 'th']).map(textOf))
  if (isLayout || rows.every(row => row.length < 2)) {
    builder.openBlock()
    walk(node.children, builder)
    builder.closeBlock()
    return
  }
  addMarked('t', builder, () => builder.addLiteral(rows.map(row => row.join(cellEnd)).join(rowEnd)))
}

function addMarked(kind: string, builder: Builder, content: () => void): void {
  builder.openBlock()
  builder.addLiteral(`${mark}${kind}`)
  content()
  builder.closeBlock()
}

/** Elements of these names below the node, in reading order; not those inside a found one. */
function findAll(node: Node, names: readonly string[]): readonly Node[] {
  return (node.children ?? []).flatMap(child => (names.includes(child.name ?? '') ? [child] : findAll(child, names)))
}

function textOf(node: Node): string {
  if (node.type === 'text') return (node.data ?? '').replaceAll(/\s+/g, ' ')
  if (node.name === 'br') return ' '
  const isBlock = ['p', 'div', 'li'].includes(node.name ?? '')
  const inner = (node.children ?? []).map(textOf).join('')
  return isBlock ? ` ${inner} ` : inner
}

/** Blocks, which stand apart by lines, with what each begins with. */
function splitParts(text: string): readonly string[] {
  return text.split(/\n{2,}|\n(?=\uE000)/).flatMap(part => part.split(/(?=\uE000)/))
}

function writePart(part: string, writer: SectionWriter): void {
  const found = /^\uE000(\d|i|t)/.exec(part)
  const kind = found?.[1] ?? 'p'
  const body = part.slice(found?.[0].length ?? 0)
  const text = tidyText(body)
  if (kind === 't') writeTable(body, writer)
  else if (text === '') return
  else if (kind === 'p' || kind === 'i') writer.block({ kind: kind === 'i' ? 'item' : 'paragraph', text })
  else writer.heading(Number(kind), text.replaceAll('\n', ' '))
}

function writeTable(body: string, writer: SectionWriter): void {
  const rows = body.split(rowEnd).map(row => row.split(cellEnd))
  for (const section of readRows(rows, [])) {
    for (const heading of section.headings) writer.heading(groupLevel, heading)
    for (const block of section.blocks) writer.block(block)
  }
  writer.close(groupLevel)
}
