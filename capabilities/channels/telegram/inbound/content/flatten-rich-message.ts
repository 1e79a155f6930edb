import { fieldsOf } from '../wire.ts'

/** Telegram nests at most 16 levels; deeper is no message but an attack on the stack. */
const maxDepth = 64

/**
 * The words of a rich message, a line for every block. Goes by the names of fields, not by the kinds of blocks, so that words
 * in a kind that Telegram adds later are read as well.
 */
export function flattenRichMessage(message: unknown): string {
  return linesOf(fieldsOf(message).blocks, 0).join('\n')
}

function linesOf(blocks: unknown, depth: number): readonly string[] {
  if (!Array.isArray(blocks) || depth > maxDepth) return []
  return blocks.flatMap(block => linesOfBlock(fieldsOf(block), depth))
}

function linesOfBlock(block: Readonly<Record<string, unknown>>, depth: number): readonly string[] {
  const own = [block.summary, block.text, block.expression].map(text => inline(text, depth))
  const inner = [
    ...linesOf(block.blocks, depth + 1),
    ...itemsOf(block.items, depth),
    ...rowsOf(block.cells, depth),
    ...buttonsOf(block.buttons, depth),
  ]
  const caption = fieldsOf(block.caption)
  const below = [caption.text ?? block.caption, caption.credit, block.credit].map(text => inline(text, depth))
  const lines = [...own, ...inner, ...below].filter(line => line.trim() !== '')
  return lines.length === 0 ? placeholder(block.type) : lines
}

/** A picture without a caption still was a picture. */
function placeholder(type: unknown): readonly string[] {
  return typeof type !== 'string' || type === 'divider' || type === 'anchor' ? [] : [`[${type.replaceAll('_', ' ')}]`]
}

function itemsOf(items: unknown, depth: number): readonly string[] {
  if (!Array.isArray(items)) return []
  return items.map(fieldsOf).map(item => {
    const box = item.has_checkbox === true ? (item.is_checked === true ? '☑ ' : '☐ ') : ''
    return `${inline(item.label, depth)} ${box}${linesOf(item.blocks, depth + 1).join('\n')}`.trim()
  })
}

function rowsOf(rows: unknown, depth: number): readonly string[] {
  if (!Array.isArray(rows)) return []
  const cells = rows.filter(row => Array.isArray(row))
  return cells.map(row => row.map((cell: unknown) => inline(fieldsOf(cell).text, depth)).join(' | '))
}

function buttonsOf(buttons: unknown, depth: number): readonly string[] {
  return Array.isArray(buttons) ? buttons.map(button => `[${inline(fieldsOf(button).text, depth)}]`) : []
}

function inline(text: unknown, depth: number): string {
  if (typeof text === 'string') return text
  if (depth > maxDepth) return ''
  if (Array.isArray(text)) return text.map(part => inline(part, depth + 1)).join('')
  const { text: inner, alternative_text, expression, button, url } = fieldsOf(text)
  const words = inline(inner ?? alternative_text ?? expression ?? button ?? '', depth + 1)
  return typeof url === 'string' && !words.includes(url) ? `${words} (${url})` : words
}
